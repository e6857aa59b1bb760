package io.consentledger.node;

import io.consentledger.consensus.OrdererException;
import io.consentledger.consensus.OrdererStatus;
import io.consentledger.consensus.RatisOrderer;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PrivateFolder;
import io.consentledger.crypto.SignatureSelfCheck;
import io.consentledger.crypto.build.BuildInfo;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.config.DetailSettings;
import io.consentledger.node.config.Limits;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.details.DetailStore;
import io.consentledger.node.details.ErasureReplay;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.health.Watchdog;
import io.consentledger.node.http.Api;
import io.consentledger.node.http.HttpApi;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.PipelineAssembly;
import io.consentledger.node.timestamp.LedgerTimestamps;
import io.consentledger.node.timestamp.Timestamper;
import io.consentledger.p2p.PeerNetwork;
import io.consentledger.p2p.PeerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: puts the modules together, starts them in the order in which they need each
 * other, and stops them in the reverse one. Started once, closed once.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final NodeConfig config;
  private final NodeMaterial material;
  private final InstantSource clock;
  private final NodeMetrics metrics = new NodeMetrics();
  private final Readiness readiness;
  private final Watchdog watchdog;
  private final PidFile pidFile;
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private @Nullable Ledger ledger;
  private @Nullable CertificationStage certification;
  private volatile @Nullable PipelineAssembly assembly;
  private @Nullable PeerNetwork network;
  private @Nullable RatisOrderer orderer;
  private @Nullable HttpApi http;
  private @Nullable Timestamper timestamper;
  private @Nullable DetailStore details;
  private boolean closed;
  private volatile boolean stopping;

  Node(NodeConfig config, NodeMaterial material, InstantSource clock) {
    this.config = config;
    this.material = material;
    this.clock = clock;
    this.readiness = new Readiness(clock, metrics);
    this.watchdog = new Watchdog(readiness);
    this.pidFile = new PidFile(config.pidFile());
  }

  /**
   * Starts everything; returns when requests are served. Status, health and metrics are served
   * before that, while the node catches up. Where it throws, {@link #close} still has to be called.
   *
   * @throws IOException where a port is taken, or disk or network fail
   * @throws LedgerException where the stored ledger can't be used
   */
  synchronized void start() throws IOException, LedgerException {
    NodeAddresses addresses = new NodeAddresses(config, material);
    addresses.requireFree();
    checkSignatures();
    PrivateFolder.close(config.dataDir());
    Ledger opened = Ledger.open(config.dataDir().resolve("ledger"), material.genesis());
    ledger = opened;
    if (opened.logWasCut()) {
      LOG.warn(
          "event=log-cut height={} reason=\"the write-ahead log was torn, as after power loss; the"
              + " order gives the rest again\"",
          opened.tip().height());
    }
    if (opened.syncedIndex() > opened.applied().index()) {
      LOG.warn(
          "event=ledger-put-back height={} applied={} synced={} reason=\"the directory holds less"
              + " than was on the disk before; the order has to give the rest again\"",
          opened.tip().height(),
          opened.applied().index(),
          opened.syncedIndex());
    }
    CertificationStage votes =
        new CertificationStage(config.dataDir(), opened, material.validatorKey(), clock, metrics);
    certification = votes;
    votes.onFailed(this::callFailed);
    NodeConditions.certification(
        readiness, votes::status, () -> opened.tip().height(), (config.peers().size() + 1) / 2 + 1);
    watchdog.start();
    PipelineAssembly made =
        new PipelineAssembly(
            opened, material.validatorKey(), config.limits(), clock, votes, metrics);
    assembly = made;
    if (stopping) {
      throw new IOException("told to stop before it had started");
    }
    PeerNetwork links =
        new PeerNetwork(
            addresses.links(),
            material.tls(),
            material.trust(),
            new WatchedHandlers(made.peerHandlers(), this::callFailed),
            new SecureRandom());
    network = links;
    links.start();
    made.join(links);
    RatisOrderer ordering =
        new RatisOrderer(
            addresses.orderer(), material.tls(), material.trust(), made.orderedLedger());
    orderer = ordering;
    ordering.addFailureListener(this::orderingFailed);
    NodeConditions.catchingUp(readiness, made::catchUp);
    timestamper = timestamper(opened, votes);
    details = details();
    HttpApi api = api(opened, made, votes, ordering, links);
    http = api;
    api.start();
    ordering.start();
    replayErasures(opened);
    made.start(ordering);
    NodeConditions.ordering(readiness, ordering::status, made);
    new NodeGauges(metrics, config, material, clock)
        .plug(() -> links.peers().stream().filter(PeerStatus::connected).count());
    pidFile.write();
    readiness.clear(Condition.STARTING);
    LOG.info(
        "event=started node={} network={} height={} http={} pid={}",
        config.nodeId(),
        material.genesis().network(),
        opened.tip().height(),
        config.http(),
        ProcessHandle.current().pid());
  }

  private @Nullable DetailStore details() throws IOException {
    if (config.details().isEmpty()) {
      return null;
    }
    DetailSettings settings = config.details().get();
    for (Path folder : List.of(settings.store(), settings.keys())) {
      if (Files.exists(folder)) {
        PrivateFolder.close(folder);
      }
    }
    return DetailStore.open(settings.store(), settings.keys(), new SecureRandom());
  }

  /**
   * What the ledger certifies as erased is destroyed again before details are served, and after the
   * ledger has caught up, so that it knows of all of it.
   */
  private void replayErasures(Ledger opened) throws IOException {
    if (details != null) {
      int again = new ErasureReplay(details, material.genesis().networkId()).all(opened);
      if (again > 0) {
        LOG.warn("event=erasures-replayed records={}", again);
      }
    }
  }

  private @Nullable Timestamper timestamper(Ledger opened, CertificationStage votes) {
    if (config.timestamping().isEmpty()) {
      return null;
    }
    Timestamper asking =
        new Timestamper(
            config.timestamping().get(),
            material.timestampRoots(),
            new LedgerTimestamps(opened),
            new SecureRandom());
    votes.onCertified(
        certificate -> asking.certified(certificate.height(), certificate.headerHash()));
    return asking;
  }

  /** A build or machine that judges signatures otherwise than the others would fork the ledger. */
  private static void checkSignatures() throws IOException {
    try {
      SignatureSelfCheck.run();
    } catch (CryptoException wrong) {
      throw new IOException(wrong.getMessage() + " [" + wrong.code() + "]", wrong);
    }
  }

  private HttpApi api(
      Ledger opened,
      PipelineAssembly made,
      CertificationStage votes,
      RatisOrderer ordering,
      PeerNetwork links) {
    Api api =
        new Api(
            config,
            material.genesis(),
            material.organisation().name(),
            BuildInfo.ofThisProgram(),
            clock.millis());
    return api.server(
        new Api.Sources(
            opened,
            made.pipeline(),
            made.barriers(),
            votes,
            made.withheld(),
            Optional.ofNullable(timestamper),
            ordering::status,
            links::peers,
            opened.verifier()::verifications,
            material.validatorKey(),
            Optional.ofNullable(details),
            metrics,
            readiness),
        this::callFailed);
  }

  /** A ledger that can't say truthfully what it holds must not go on answering. For any thread. */
  private void callFailed(Throwable why) {
    Throwable cause =
        why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
    // A ledger that is closed was closed on purpose.
    if (cause instanceof StorageFailure storage
        && !storage.code().equals("storage-closed")
        && failure.complete(storage.code() + ": " + storage.getMessage())) {
      LOG.error("event=storage-failed code={} reason=\"{}\"", storage.code(), storage.getMessage());
    }
  }

  private void orderingFailed(OrdererException why) {
    if (stopping) {
      return; // It ends because it was told to.
    }
    LOG.error("event=ordering-failed code={} reason=\"{}\"", why.code(), why.getMessage(), why);
    failure.complete(why.code() + ": " + why.getMessage());
  }

  /** Completes with the reason where the node can't go on and has to be stopped. */
  CompletableFuture<String> failure() {
    return failure;
  }

  /**
   * Stops in order: no new requests, no new batches, leadership handed on where this node leads,
   * then orderer, links and ledger, whose state is made durable.
   */
  @Override
  public void close() {
    stopping = true;
    readiness.raise(Condition.STARTING, "it is stopping");
    PipelineAssembly catchingUp = assembly;
    if (catchingUp != null) {
      // A start that waits for its peers holds what closing needs.
      catchingUp.stopCatchingUp();
    }
    closeAll();
  }

  /** Whether it was told to stop: what fails from then on is no failure. */
  boolean isStopping() {
    return stopping;
  }

  private synchronized void closeAll() {
    if (closed) {
      return;
    }
    closed = true;
    watchdog.close();
    if (http != null) {
      http.close();
    }
    if (details != null) {
      details.close();
    }
    if (timestamper != null) {
      timestamper.close();
    }
    if (assembly != null) {
      assembly.stopProposing();
    }
    if (orderer != null) {
      handOver(orderer);
      orderer.close();
    }
    if (network != null) {
      network.close();
    }
    if (assembly != null) {
      assembly.close();
    }
    closeCertification();
    if (ledger != null) {
      if (!failure.isDone()) {
        ledger.sync();
      }
      ledger.close();
    }
    metrics.close();
    removePidFile();
    LOG.info("event=stopped node={}", config.nodeId());
  }

  private void closeCertification() {
    if (certification != null) {
      try {
        certification.close();
      } catch (IOException lost) {
        LOG.warn("event=vote-lock-not-closed reason=\"{}\"", lost.getMessage());
      }
    }
  }

  /** Spares the others the wait for an election; a failure costs them just that wait. */
  private void handOver(RatisOrderer ordering) {
    if (ordering.status().role() != OrdererStatus.Role.LEADER || network == null) {
      return;
    }
    for (PeerStatus peer : network.peers()) {
      if (peer.connected()) {
        try {
          ordering
              .transferLeadership(peer.id())
              .get(Limits.STOP_STEP.toMillis(), TimeUnit.MILLISECONDS);
          return;
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        } catch (ExecutionException | TimeoutException refused) {
          LOG.info("event=hand-over-failed to={} reason=\"{}\"", peer.id(), refused.getMessage());
          return;
        }
      }
    }
  }

  private void removePidFile() {
    try {
      pidFile.remove();
    } catch (IOException left) {
      LOG.warn("event=pid-file-left file={}", config.pidFile());
    }
  }
}
