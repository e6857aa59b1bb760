package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.Candidate;
import io.consentledger.ledger.CandidateVerifier;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.Recorded;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Outcome.Rejected;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.ledger.verify.VerifiedTransaction;
import io.consentledger.node.pipeline.Refusal.Grounds;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides whether a transaction may wait in the mempool. It is decoded strictly and its signature
 * checked, once on this node. What a client submits is also tried against the present state, so
 * that it hears at once of what would be rejected; what peers pass on was tried where it was
 * submitted, and the rules have the last word when the block is applied. Called on the threads of
 * the {@link VerificationPool}, never on an event loop.
 */
final class Admission {
  private final NetworkId networkId;
  private final LedgerView ledger;
  private final Rules rules;
  private final CandidateVerifier verifier;
  private final Mempool mempool;
  private final Rejections rejections;
  private final InstantSource clock;

  Admission(
      NetworkId networkId,
      LedgerView ledger,
      Rules rules,
      CandidateVerifier verifier,
      Mempool mempool,
      Rejections rejections,
      InstantSource clock) {
    this.networkId = networkId;
    this.ledger = ledger;
    this.rules = rules;
    this.verifier = verifier;
    this.mempool = mempool;
    this.rejections = rejections;
    this.clock = clock;
  }

  /** A client's transaction, from its bytes. */
  Attempt submit(Bytes wire) {
    Transaction transaction;
    try {
      transaction = Transaction.decode(wire);
    } catch (TransactionException malformed) {
      return refused(Grounds.MALFORMED, malformed.code(), String.valueOf(malformed.getMessage()));
    }
    if (!transaction.statement().networkId().equals(networkId)) {
      return refused(Grounds.MALFORMED, "network-mismatch", "signed for another network");
    }
    return tryOn(transaction, wire);
  }

  /** Tries it on the state as this node has it now. */
  Attempt tryOn(Transaction transaction, Bytes wire) {
    TxId id = transaction.id();
    Optional<Recorded> found = ledger.transaction(id);
    if (found.isPresent() && found.get().transaction().equals(transaction)) {
      // Its signature held when it was recorded: to look at it again would cost for nothing.
      return new Attempt.Recorded(id);
    }
    boolean recorded = found.isPresent();
    Optional<Pending> waiting = mempool.get(id);
    if (!recorded && waiting.isPresent() && waiting.get().wire().equals(wire)) {
      return new Attempt.Admitted(waiting.get(), false);
    }
    if (!recorded && !mempool.hasRoom(Pending.CLIENT, wire.size())) {
      return refused(Grounds.FULL, "mempool-full", "no room for more of the clients' transactions");
    }
    // Also where its id is recorded with another signature: nobody gets a receipt for one that
    // doesn't hold.
    Candidate candidate = verifier.verify(transaction);
    if (candidate instanceof Candidate.Refused refused) {
      return refused.code().equals(Candidate.KEY_UNKNOWN)
          ? byState(transaction, refused.code(), refused.detail())
          : refused(Grounds.MALFORMED, refused.code(), refused.detail());
    }
    if (recorded) {
      return new Attempt.Recorded(id);
    }
    VerifiedTransaction verified = ((Candidate.Verified) candidate).verified();
    return ruledOut(verified)
        .orElseGet(() -> offer(Pending.of(verified, wire, Pending.CLIENT, clock.millis())));
  }

  /** What the rules would say if a block were cut now; empty where they would record it. */
  private Optional<Attempt> ruledOut(VerifiedTransaction verified) {
    Transaction transaction = verified.transaction();
    Statement statement = transaction.statement();
    long nowMs = Math.max(clock.millis(), ledger.tip().timeMs());
    if (Long.compareUnsigned(statement.notAfterMs(), nowMs) < 0) {
      return Optional.of(
          byState(transaction, "transaction-expired", "its notAfterMs has passed; sign it anew"));
    }
    if (statement.afterSeq() != Statement.ANY_SEQ
        && statement.afterSeq() != ledger.newestSeq(statement.streamId())) {
      return Optional.of(
          byState(
              transaction,
              "sequence-stale",
              "the stream has moved on; look at its history and sign anew"));
    }
    BlockContext next = new BlockContext(ledger.tip().height() + 1, nowMs);
    return rules.apply(new StateOverlay(ledger.state()), next, verified) instanceof Rejected no
        ? Optional.of(byState(transaction, no.code(), no.detail()))
        : Optional.empty();
  }

  private Attempt offer(Pending pending) {
    return switch (mempool.offer(pending)) {
      case ADDED -> new Attempt.Admitted(pending, true);
      case KNOWN -> new Attempt.Admitted(pending, false);
      case FULL -> refused(Grounds.FULL, "mempool-full", "no room for more transactions");
    };
  }

  /** What became of an item that a peer sent. */
  enum Passed {
    ADMITTED,
    KNOWN,
    KEY_UNKNOWN,
    INVALID,
    FULL
  }

  /** A transaction that a peer passed on; its signature is checked, the rules wait for a block. */
  Passed pass(Transaction transaction, Bytes wire, String peerId) {
    TxId id = transaction.id();
    Statement statement = transaction.statement();
    if (!statement.networkId().equals(networkId)) {
      return Passed.INVALID;
    }
    if (mempool.get(id).isPresent()
        || decided(id)
        || Long.compareUnsigned(statement.notAfterMs(), clock.millis()) < 0) {
      return Passed.KNOWN;
    }
    if (!mempool.hasRoom(peerId, wire.size())) {
      return Passed.FULL;
    }
    Candidate candidate = verifier.verify(transaction);
    if (candidate instanceof Candidate.Refused refused) {
      return refused.code().equals(Candidate.KEY_UNKNOWN) ? Passed.KEY_UNKNOWN : Passed.INVALID;
    }
    VerifiedTransaction verified = ((Candidate.Verified) candidate).verified();
    Mempool.Offer offer = mempool.offer(Pending.of(verified, wire, peerId, clock.millis()));
    if (decided(id)) {
      // Its batch was applied while it was being checked.
      mempool.remove(id);
      return Passed.KNOWN;
    }
    return switch (offer) {
      case ADDED -> Passed.ADMITTED;
      case KNOWN -> Passed.KNOWN;
      case FULL -> Passed.FULL;
    };
  }

  private boolean decided(TxId id) {
    return ledger.transaction(id).isPresent() || rejections.isFresh(id);
  }

  private static Attempt byState(Transaction transaction, String code, String detail) {
    return new Attempt.RefusedByState(transaction, new Refusal(Grounds.RULE, code, detail));
  }

  private static Attempt refused(Grounds grounds, String code, String detail) {
    return new Attempt.Refused(new Refusal(grounds, code, detail));
  }
}
