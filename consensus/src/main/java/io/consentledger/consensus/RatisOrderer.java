package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link Orderer} on Apache Ratis over gRPC with mutual TLS. Futures of proposals complete on
 * one thread, in the order applied, those of read barriers on another: what depends on them must
 * not block, nor close the orderer. Each batch is on the disks of a majority, synced, before it is
 * applied anywhere. See docs/explanation/ordering.md.
 */
public final class RatisOrderer implements Orderer {
  private static final Logger LOG = LoggerFactory.getLogger(RatisOrderer.class);

  private final Engine.Parts parts;
  private final EngineTuning tuning;
  private final LeadershipNotice leadership;
  private final FailureNotice failure;
  private final AtomicInteger readsInFlight = new AtomicInteger();
  private final AnswerDesk reads;
  private final AnswerDesk answers;
  private final CommitNews news;
  private final Object lifecycle = new Object();
  private volatile @Nullable Engine engine;
  private @Nullable EngineDirectory directory;

  /** Does nothing until {@link #start}. */
  public RatisOrderer(
      OrdererConfig config,
      TlsIdentity identity,
      PeerTrust trust,
      OrderedLedger ledger,
      Gatekeeping gatekeeping) {
    this(config, identity, trust, ledger, gatekeeping, EngineTuning.DEFAULT);
  }

  RatisOrderer(
      OrdererConfig config,
      TlsIdentity identity,
      PeerTrust trust,
      OrderedLedger ledger,
      Gatekeeping gatekeeping,
      EngineTuning tuning) {
    this.tuning = tuning;
    this.leadership = new LeadershipNotice(config.selfId());
    this.reads = new AnswerDesk(config.selfId() + "-reads");
    this.answers = new AnswerDesk(config.selfId() + "-answers");
    this.failure = new FailureNotice(config.selfId(), this::stopAdoptionAndEngine);
    FollowerLinks links = new FollowerLinks();
    this.parts =
        new Engine.Parts(
            config,
            identity,
            trust,
            ledger,
            new Adoption(ledger),
            gatekeeping,
            new Proposals(config.batchesInFlightMax(), Limits.BYTES_IN_FLIGHT_MAX),
            new Events(),
            links,
            new LeadershipCheck(links, config.peers().size()));
    this.news =
        new CommitNews(links, () -> parts.proposals().count() == 0, config.selfId() + "-news");
  }

  @Override
  public void start() throws IOException {
    synchronized (lifecycle) {
      if (engine != null || parts.adoption().stopped()) {
        throw new IllegalStateException("an orderer starts once");
      }
      ProcessExit.forbidToEngine();
      OrdererConfig config = parts.config();
      EngineDirectory opened =
          EngineDirectory.open(config.directory(), Engine.groupId(config).getUuid());
      try {
        new StartCheck(opened, parts.ledger(), parts.adoption(), Engine.gateGroup(config)).run();
        engine = startEngine(opened);
        directory = opened;
      } finally {
        if (directory == null) {
          opened.close();
        }
      }
      LOG.info("event=orderer-started node={} peers={}", config.selfId(), config.peers().size());
    }
  }

  private Engine startEngine(EngineDirectory opened) throws IOException {
    try {
      return Engine.start(parts, opened, tuning);
    } catch (RuntimeException failed) {
      // The engine reports what it meets at start in exceptions of its own, and of many kinds.
      throw new OrdererStartException(
          "orderer-start-failed",
          "ordering couldn't start on "
              + parts.config().bindAddress()
              + " with "
              + parts.config().directory()
              + " ("
              + rootOf(failed)
              + "): check that the port is free and the directory is whole",
          failed);
    }
  }

  @Override
  public CompletableFuture<Position> propose(Bytes batch) {
    Engine running = engine;
    if (running == null || failure.failure() != null) {
      return CompletableFuture.failedFuture(stopped());
    } else if (batch.size() > parts.config().batchBytesMax()) {
      return CompletableFuture.failedFuture(
          new OrdererException(
              "batch-too-large",
              batch.size() + " bytes, more than " + parts.config().batchBytesMax()));
    }
    Proposals proposals = parts.proposals();
    Proposals.Proposal proposal;
    try {
      proposal = proposals.admit(batch.size());
    } catch (OverloadedException full) {
      return CompletableFuture.failedFuture(full);
    }
    Message message = Message.valueOf(UnsafeByteOperations.unsafeWrap(batch.asBuffer()));
    try {
      var unused =
          running
              .propose(proposal.callId(), message)
              .whenCompleteAsync((reply, error) -> answered(proposal, reply, error), answers);
    } catch (IOException | RuntimeException refused) {
      answered(proposal, null, refused);
    }
    return proposal.outcome();
  }

  private void answered(
      Proposals.Proposal proposal, @Nullable RaftClientReply reply, @Nullable Throwable error) {
    Throwable cause = Replies.failureOf(reply, error);
    if (cause == null && reply != null) {
      parts.proposals().succeed(proposal, Replies.position(reply));
      news.committed(Replies.position(reply).index());
    } else if (cause != null) {
      parts.proposals().fail(proposal, Replies.proposalFailure(cause, proposal.taken()));
    }
  }

  @Override
  public CompletableFuture<Position> readBarrier() {
    Engine running = engine;
    if (running == null || failure.failure() != null) {
      return CompletableFuture.failedFuture(stopped());
    } else if (parts.config().peers().size() == 1 && !leadership.current().leading()) {
      // Alone, the engine answers before it knows again what it had committed.
      return CompletableFuture.failedFuture(new NotLeaderException(null));
    } else if (readsInFlight.incrementAndGet() > Limits.READ_BARRIERS_MAX) {
      readsInFlight.decrementAndGet();
      return CompletableFuture.failedFuture(
          new OverloadedException("too many read barriers; share one between callers"));
    }
    CompletableFuture<Position> outcome = new CompletableFuture<>();
    var unused =
        readFrom(running)
            .whenCompleteAsync(
                (reply, error) -> {
                  readsInFlight.decrementAndGet();
                  Throwable cause = Replies.failureOf(reply, error);
                  if (cause == null) {
                    outcome.complete(Replies.position(reply));
                  } else {
                    outcome.completeExceptionally(Replies.readFailure(cause));
                  }
                },
                reads);
    return outcome;
  }

  @Override
  public CompletableFuture<Void> transferLeadership(String nodeId) {
    Engine running = engine;
    if (running == null || failure.failure() != null) {
      return CompletableFuture.failedFuture(stopped());
    }
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    var unused =
        call(() -> running.transfer(nodeId), 2 * Limits.TRANSFER_TIMEOUT.toMillis())
            .whenCompleteAsync(
                (reply, error) -> {
                  Throwable cause = Replies.failureOf(reply, error);
                  if (cause == null) {
                    outcome.complete(null);
                  } else {
                    outcome.completeExceptionally(Replies.transferFailure(cause));
                  }
                },
                answers);
    return outcome;
  }

  /** On a thread of its own, for asking may take as long as answering. */
  private CompletableFuture<RaftClientReply> readFrom(Engine running) {
    return CompletableFuture.completedFuture(running)
        .thenComposeAsync(asked -> call(asked::read, Limits.READ_TIMEOUT.toMillis()), reads);
  }

  /** A call of the engine that may also throw at once. */
  private interface EngineCall {
    CompletableFuture<RaftClientReply> run() throws IOException;
  }

  private static CompletableFuture<RaftClientReply> call(EngineCall call, long timeoutMillis) {
    try {
      return call.run().orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (IOException | RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  @Override
  public OrdererStatus status() {
    return EngineStatus.of(
        engine, failure.failure(), parts.ledger().applied().index(), parts.proposals().count());
  }

  @Override
  public void addLeadershipListener(LeadershipListener listener) {
    leadership.add(listener);
  }

  @Override
  public void addFailureListener(FailureListener listener) {
    failure.add(listener);
  }

  @Override
  public void close() {
    stopAdoptionAndEngine();
    news.close();
    leadership.close();
    reads.close();
    answers.close();
  }

  /** Adoption first: the engine waits for its applying thread, which may be waiting for peers. */
  private void stopAdoptionAndEngine() {
    parts.adoption().stop();
    stopEngine();
  }

  private void stopEngine() {
    synchronized (lifecycle) {
      Engine running = engine;
      if (running != null) {
        running.close();
        engine = null;
      }
      parts.proposals().failAll();
      closeDirectory();
    }
  }

  private void closeDirectory() {
    EngineDirectory opened = directory;
    directory = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException unclean) {
        LOG.warn("event=orderer-close-unclean reason=\"{}\"", unclean.toString());
      }
    }
  }

  private OrdererException stopped() {
    OrdererException reason = failure.failure();
    return reason == null
        ? new OrdererException("orderer-stopped", "the orderer isn't running")
        : new OrdererException("orderer-stopped", "ordering stopped: " + reason.code(), reason);
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private final class Events implements EngineEvents {
    @Override
    public void leaderChanged(Leadership now) {
      if (!now.leading()) {
        parts.check().lost();
      }
      leadership.changed(now);
    }

    @Override
    public void failed(OrdererException reason) {
      failure.fail(reason);
    }

    @Override
    public void ended() {
      if (engine != null && !parts.adoption().stopped()) {
        failure.fail(
            new OrdererException(
                "engine-stopped", "the engine stopped by itself: see the log, start again"));
      }
    }
  }
}
