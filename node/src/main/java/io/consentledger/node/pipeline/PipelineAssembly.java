package io.consentledger.node.pipeline;

import io.consentledger.consensus.Leadership;
import io.consentledger.consensus.OrderedLedger;
import io.consentledger.consensus.Orderer;
import io.consentledger.consensus.OrdererException;
import io.consentledger.consensus.Position;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.state.Rules;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.config.LimitSettings;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.p2p.PeerHandlers;
import io.consentledger.p2p.PeerNetwork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the stages of {@link TransactionPipeline} and joins them to the ledger, the orderer and the
 * links to the peers, which come one after the other as the node starts.
 */
public final class PipelineAssembly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineAssembly.class);

  private final NodeMetrics metrics;
  private final InstantSource clock;
  private final CertificationStage certification;
  private final VerificationPool pool = new VerificationPool();
  private final Mempool mempool;
  private final Proposer proposer;
  private final WithheldWatch withheld;
  private final PeerGossip gossip;
  private final BlockSync sync;
  private final LedgerApplier applier;
  private final ReadBarriers barriers;
  private final QuorumWatch quorum;
  private final TransactionPipeline pipeline;
  private final AtomicReference<@Nullable Orderer> orderer = new AtomicReference<>();
  private final AtomicReference<@Nullable String> leader = new AtomicReference<>();
  private volatile @Nullable Future<?> keeping;
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param validatorKey signs the batches that this node proposes
   * @param clock gives the batches their time
   * @param certification votes for what is applied; closed by its owner
   */
  public PipelineAssembly(
      Ledger ledger,
      SigningKey validatorKey,
      LimitSettings limits,
      InstantSource clock,
      CertificationStage certification,
      NodeMetrics metrics) {
    this.certification = certification;
    this.metrics = metrics;
    this.clock = clock;
    NetworkId networkId = ledger.genesis().networkId();
    mempool = new Mempool(limits.mempoolTransactionsMax(), limits.mempoolBytesMax());
    withheld = new WithheldWatch(mempool, limits.withheldAfter(), clock, metrics);
    proposer =
        new Proposer(
            mempool,
            (term, number, transactions) -> {
              long timeMs = Math.max(clock.millis(), ledger.tip().timeMs());
              return Batch.sign(networkId, term, number, timeMs, transactions, validatorKey);
            },
            limits,
            metrics);
    Rejections rejections = new Rejections(Limits.REJECTIONS_MAX, clock);
    Admission admission =
        new Admission(
            networkId,
            ledger,
            new Rules(ledger.genesis()),
            ledger.verifier(),
            mempool,
            rejections,
            clock);
    gossip =
        new PeerGossip(
            ledger,
            ledger,
            admission,
            pool,
            mempool,
            new PeerGossip.Local(clock, metrics, proposer::wake, certification));
    Receipts receipts = new Receipts(Limits.WAITERS_MAX);
    Settlement settlement = new Settlement(mempool, receipts, rejections, metrics);
    sync = new BlockSync(ledger, pool, SyncLimits.DEFAULT, System::nanoTime);
    applier = new LedgerApplier(ledger, pool, settlement, gossip, sync, certification, metrics);
    barriers = new ReadBarriers(this::askLeader, metrics::readBarrier);
    quorum =
        new QuorumWatch(
            new QuorumWatch.Subject(
                barriers::await,
                this::knowsLeader,
                () -> ledger.tip().height(),
                () -> certification.status().provenHeight()),
            certification::upToDate,
            clock,
            System::nanoTime);
    pipeline =
        new TransactionPipeline(
            ledger,
            new TransactionPipeline.Stages(
                pool, admission, mempool, gossip, proposer, rejections, receipts, certification),
            barriers,
            metrics);
    gauges(ledger, receipts);
  }

  private void gauges(Ledger ledger, Receipts receipts) {
    metrics.gauge(
        "mempool.transactions", "Transactions that wait to be ordered", mempool::transactions);
    metrics.gauge("mempool.bytes", "Bytes of transactions that wait to be ordered", mempool::bytes);
    metrics.gauge("block.height", "Height of the newest block", () -> ledger.tip().height());
    metrics.gauge(
        "transactions.parked",
        "Gossiped transactions that wait for the block with their key",
        gossip::parked);
    metrics.gauge("receipts.waiting", "Callers that wait for a commit", receipts::waiting);
    metrics.gauge(
        "receipts.waiting.certified",
        "Callers that wait for a certificate",
        certification::waiting);
    metrics.gauge(
        "transactions.withheld.now",
        "Transactions that the leader seems to leave out and that wait still",
        () -> withheld.found().size());
    metrics.gauge(
        "admission.queued", "Submissions that wait for a verification thread", pool::queued);
    metrics.gauge(
        "batches.in.flight",
        "Batches that were proposed and are not committed yet",
        proposer::inFlight);
    metrics.counter(
        "verifications", "Signature checks of transactions", ledger.verifier()::verifications);
  }

  private boolean knowsLeader() {
    Orderer through = orderer.get();
    return through != null && through.status().leaderId() != null;
  }

  private CompletableFuture<Position> askLeader() {
    Orderer through = orderer.get();
    return through == null
        ? CompletableFuture.failedFuture(
            new OrdererException("orderer-stopped", "the node is starting or stopping"))
        : through.readBarrier();
  }

  /** What the orderer calls. */
  public OrderedLedger orderedLedger() {
    return applier;
  }

  /** What the links to the peers call. */
  public PeerHandlers peerHandlers() {
    return gossip;
  }

  /** Joins the links, before the orderer starts, because catching up needs them. */
  public void join(PeerNetwork links) {
    gossip.start(links);
    sync.start(links);
    certification.start(gossip::announceHead);
  }

  /** Starts to propose, once the orderer runs. */
  public void start(Orderer through) {
    orderer.set(through);
    proposer.start(through);
    through.addLeadershipListener(this::leadershipChanged);
    keeping = housekeeping.scheduleWithFixedDelay(this::keepHouse, 1, 1, TimeUnit.SECONDS);
  }

  private void leadershipChanged(Leadership now) {
    String before = leader.getAndSet(now.leaderId());
    if (now.leaderId() != null && !now.leaderId().equals(before)) {
      metrics.leaderChanged();
      LOG.info("event=leader-changed leader={} term={}", now.leaderId(), now.term());
    }
    withheld.leaderChanged(now.leaderId());
    proposer.leadershipChanged(now);
    quorum.look();
  }

  /** What fails once is tried again a second later: the schedule would end with an exception. */
  private void keepHouse() {
    try {
      tidy();
    } catch (RuntimeException failed) {
      LOG.error("event=housekeeping-failed", failed);
    }
  }

  private void tidy() {
    int expired = mempool.expire(clock.millis());
    if (expired > 0) {
      LOG.info("event=mempool-expired transactions={}", expired);
    }
    gossip.expire(clock.millis());
    withheld.look();
    quorum.look();
    proposer.wake();
  }

  public TransactionPipeline pipeline() {
    return pipeline;
  }

  public ReadBarriers barriers() {
    return barriers;
  }

  public QuorumWatch quorum() {
    return quorum;
  }

  /** Why this node makes no batches although it leads, where that is so. */
  public Optional<String> proposingFails() {
    return proposer.failing();
  }

  /** What the disk refuses at present, and is tried again. */
  public Optional<String> diskTrouble() {
    return certification.status().trouble().or(applier::trouble);
  }

  /** The names of those of its threads that don't run; only to be asked after the start. */
  public List<String> ended() {
    List<String> ended = new ArrayList<>();
    Future<?> house = keeping;
    if (!proposer.isRunning()) {
      ended.add("proposer");
    }
    if (!certification.isRunning()) {
      ended.add("certifier");
    }
    if (house == null || house.isDone()) {
      ended.add("housekeeping");
    }
    return ended;
  }

  public WithheldWatch withheld() {
    return withheld;
  }

  /** How far this node is while it fetches blocks that it lacks. */
  public Optional<CatchUp> catchUp() {
    return sync.state();
  }

  /** Ends catching up, whoever waits for it; for any thread. */
  public void stopCatchingUp() {
    sync.stop();
  }

  /** Proposes nothing more; called before the orderer is closed. */
  public void stopProposing() {
    housekeeping.shutdownNow();
    proposer.close();
  }

  /** Ends all threads; called after the orderer and the links are closed. */
  @Override
  public void close() {
    stopProposing();
    pool.close();
  }
}
