package io.consentledger.consensus;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Own proposals without an outcome, by the engine's call id, bounded in number and bytes. Also
 * remembers which of them the engine has put into its log: from then on a failure doesn't mean that
 * the batch is not ordered.
 */
final class Proposals {
  /** One proposal; {@code taken} is written by the engine's thread and read by the answer's. */
  static final class Proposal {
    private final long callId;
    private final int bytes;
    private final CompletableFuture<Position> outcome = new CompletableFuture<>();
    private volatile boolean taken;

    private Proposal(long callId, int bytes) {
      this.callId = callId;
      this.bytes = bytes;
    }

    long callId() {
      return callId;
    }

    boolean taken() {
      return taken;
    }

    CompletableFuture<Position> outcome() {
      return outcome;
    }
  }

  private final int countMax;
  private final long bytesMax;
  private final Map<Long, Proposal> inFlight = new ConcurrentHashMap<>();
  private long bytes;
  private long nextCallId = 1;

  Proposals(int countMax, long bytesMax) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  synchronized Proposal admit(int batchBytes) throws OverloadedException {
    if (inFlight.size() >= countMax || bytes + batchBytes > bytesMax) {
      throw new OverloadedException(
          inFlight.size() + " batches of " + bytes + " bytes are in flight; try again soon");
    }
    Proposal admitted = new Proposal(nextCallId++, batchBytes);
    inFlight.put(admitted.callId, admitted);
    bytes += batchBytes;
    return admitted;
  }

  /** Whether a proposal was given this id since the start. */
  synchronized boolean admitted(long callId) {
    return callId > 0 && callId < nextCallId;
  }

  /** The engine is about to put it into its log. */
  void markTaken(long callId) {
    Proposal proposal = inFlight.get(callId);
    if (proposal != null) {
      proposal.taken = true;
    }
  }

  void succeed(Proposal proposal, Position position) {
    if (remove(proposal)) {
      proposal.outcome.complete(position);
    }
  }

  void fail(Proposal proposal, OrdererException failure) {
    if (remove(proposal)) {
      proposal.outcome.completeExceptionally(failure);
    }
  }

  /** Nothing will be answered any more. */
  void failAll() {
    for (Proposal proposal : inFlight.values()) {
      fail(
          proposal,
          new OutcomeUnknownException(
              "the orderer closed before an outcome was seen",
              new OrdererException("orderer-stopped", "the orderer isn't running")));
    }
  }

  int count() {
    return inFlight.size();
  }

  private synchronized boolean remove(Proposal proposal) {
    boolean present = inFlight.remove(proposal.callId, proposal);
    if (present) {
      bytes -= proposal.bytes;
    }
    return present;
  }
}
