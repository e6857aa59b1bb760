package io.consentledger.node;

import io.consentledger.consensus.Gatekeeping;
import io.consentledger.consensus.NotLeaderException;
import io.consentledger.consensus.Orderer;
import io.consentledger.consensus.OrdererConfig;
import io.consentledger.consensus.OrdererStatus;
import io.consentledger.consensus.Position;
import io.consentledger.consensus.RatisOrderer;
import io.consentledger.consensus.certify.Announcement;
import io.consentledger.consensus.gate.PeerRefusals;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.certify.HeadAnnouncement;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.config.PeerSettings;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.pipeline.PipelineAssembly;
import io.consentledger.p2p.PeerNetwork;
import io.consentledger.p2p.PeerNetworkConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A member with its true keys that does what its owner likes: it follows the order and votes as an
 * honest one, proposes only what it is told to, with whatever number and time, and announces what
 * it likes.
 */
public final class LyingNode implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 5;

  private final NodeMaterial material;
  private final NodeMetrics metrics = new NodeMetrics();
  private final Ledger ledger;
  private final CertificationStage votes;
  private final PipelineAssembly assembly;
  private final PeerNetwork links;
  private final Orderer orderer;
  private final AtomicBoolean leading = new AtomicBoolean();

  private LyingNode(NodeConfig config) throws Exception {
    material = NodeMaterial.load(config);
    ledger = Ledger.open(config.dataDir().resolve("ledger"), material.genesis());
    InstantSource clock = InstantSource.system();
    votes =
        new CertificationStage(config.dataDir(), ledger, material.validatorKey(), clock, metrics);
    assembly =
        new PipelineAssembly(
            ledger, material.validatorKey(), config.limits(), clock, votes, metrics);
    links =
        new PeerNetwork(
            peerConfig(config),
            material.tls(),
            material.trust(),
            assembly.peerHandlers(),
            new SecureRandom());
    orderer =
        new RatisOrderer(
            ordererConfig(config),
            material.tls(),
            material.trust(),
            assembly.orderedLedger(),
            new Gatekeeping(
                assembly.contentCheck(), new PeerRefusals(clock, metrics::peerMessageRefused)));
  }

  /** Starts without a proposer and without an HTTP interface. */
  public static LyingNode start(Path configFile) throws Exception {
    LyingNode liar = new LyingNode(ConfigReader.read(configFile));
    liar.links.start();
    liar.assembly.join(liar.links);
    liar.orderer.start();
    return liar;
  }

  private PeerNetworkConfig peerConfig(NodeConfig config) {
    Map<String, InetSocketAddress> peers = new LinkedHashMap<>();
    for (PeerSettings peer : config.peers()) {
      peers.put(peer.nodeId(), new InetSocketAddress(peer.p2p().host(), peer.p2p().port()));
    }
    return PeerNetworkConfig.of(
        material.genesis().networkId().digest(),
        config.nodeId(),
        new InetSocketAddress(config.p2p().host(), config.p2p().port()),
        peers);
  }

  private OrdererConfig ordererConfig(NodeConfig config) {
    Map<String, String> peers = new LinkedHashMap<>();
    peers.put(config.nodeId(), config.raft().address().toString());
    config.peers().forEach(peer -> peers.put(peer.nodeId(), peer.raft().toString()));
    return OrdererConfig.of(
            material.genesis().networkId().toHex(),
            config.nodeId(),
            peers,
            config.dataDir().resolve("raft"))
        .withElectionTimeout(
            config.raft().electionTimeoutMin(), config.raft().electionTimeoutMax());
  }

  public void awaitLeadership() {
    orderer.addLeadershipListener(now -> leading.set(now.leading()));
    TestNetwork.await("the liar's leadership", this::leads);
  }

  /** Has a batch ordered, signed by this node as the one with this number in its present term. */
  public Position order(long number, long timeMs, Transaction... transactions) throws Exception {
    for (int attempt = 1; ; attempt++) {
      TestNetwork.await("the liar's leadership", this::leads);
      try {
        return propose(number, timeMs, transactions);
      } catch (ExecutionException refused) {
        if (attempt == ATTEMPTS_MAX || !(refused.getCause() instanceof NotLeaderException)) {
          throw refused;
        }
      }
    }
  }

  private Position propose(long number, long timeMs, Transaction... transactions) throws Exception {
    Batch batch =
        Batch.sign(
            ledger.genesis().networkId(),
            orderer.status().term(),
            number,
            timeMs,
            List.of(transactions),
            material.validatorKey());
    return orderer.propose(batch.encode()).get(30, TimeUnit.SECONDS);
  }

  /** Whether it may propose: it leads, and has applied all from before its term. */
  private boolean leads() {
    return orderer.status().role() == OrdererStatus.Role.LEADER && leading.get();
  }

  public long height() {
    return ledger.tip().height();
  }

  /** A vote with this node's own good signature. */
  public Vote vote(long height, Digest headerHash) {
    return Vote.sign(
        ledger.genesis().networkId().digest(), height, 0, headerHash, material.validatorKey());
  }

  /** Tells all peers of these votes. */
  public void announce(Vote... lies) {
    Tip tip = ledger.tip();
    Announcement announcement = new Announcement(List.of(), List.of(), List.of(lies));
    links.announceHead(
        new HeadAnnouncement(tip.height(), tip.headerHash(), announcement, List.of())
            .encode(io.consentledger.p2p.Limits.HEAD_BYTES_MAX));
  }

  /** Tells all peers of this certificate. */
  public void announce(Certificate certificate) {
    Tip tip = ledger.tip();
    Announcement announcement = new Announcement(List.of(certificate), List.of(), List.of());
    links.announceHead(
        new HeadAnnouncement(tip.height(), tip.headerHash(), announcement, List.of())
            .encode(io.consentledger.p2p.Limits.HEAD_BYTES_MAX));
  }

  /** Tells all peers that its newest block is another one than it has, and proves nothing. */
  public void announceHead(long height, Digest hash) {
    links.announceHead(
        new HeadAnnouncement(height, hash, Announcement.NOTHING, List.of())
            .encode(io.consentledger.p2p.Limits.HEAD_BYTES_MAX));
  }

  @Override
  public void close() throws IOException {
    orderer.close();
    links.close();
    assembly.close();
    votes.close();
    ledger.close();
    metrics.close();
  }
}
