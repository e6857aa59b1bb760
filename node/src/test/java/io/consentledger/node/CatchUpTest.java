package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.consensus.Checkpoint;
import io.consentledger.consensus.Position;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.chain.Batch;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.config.PeerSettings;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import io.consentledger.node.pipeline.PipelineAssembly;
import io.consentledger.p2p.PeerNetwork;
import io.consentledger.p2p.PeerNetworkConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose log is gone fetches the blocks from its peers, and believes nobody. */
final class CatchUpTest {
  @TempDir private Path directory;

  @Test
  void fetchesExecutesAndComparesWhatItLacks() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 4)) {
      Author bank = network.author(0);
      for (int version = 1; version <= 20; version++) {
        assertThat(network.awaitLeader().client().submit(bank.notice(version)).status())
            .isEqualTo(200);
      }
      network.awaitSameHead();
      JsonNode status = network.node(0).client().get("/v1/status").body();
      long height = status.path("height").asLong();
      Digest hash = Digest.fromHex(status.path("headHash").asText());
      network.node(3).stop();

      catchUp(network.node(3), height, hash, network);
    }
  }

  private void catchUp(TestNode node, long height, Digest hash, TestNetwork network)
      throws Exception {
    NodeConfig config = ConfigReader.read(node.config());
    NodeMaterial material = NodeMaterial.load(config);
    try (Ledger ledger = Ledger.open(directory.resolve("fresh"), material.genesis());
        NodeMetrics metrics = new NodeMetrics();
        CertificationStage votes =
            new CertificationStage(
                directory.resolve("fresh-votes"),
                ledger,
                material.validatorKey(),
                InstantSource.system(),
                metrics);
        PipelineAssembly assembly =
            new PipelineAssembly(
                ledger,
                material.validatorKey(),
                config.limits(),
                InstantSource.system(),
                votes,
                metrics);
        PeerNetwork links =
            new PeerNetwork(
                peers(config, material),
                material.tls(),
                material.trust(),
                assembly.peerHandlers(),
                new SecureRandom())) {
      links.start();
      assembly.join(links);
      Position target = new Position(1, 1000);

      assembly.orderedLedger().adopt(checkpoint(target, height, hash));

      assertThat(ledger.tip().height()).isEqualTo(height);
      assertThat(ledger.tip().headerHash()).isEqualTo(hash);
      assertThat(assembly.orderedLedger().applied()).isEqualTo(target);
      assertThatThrownBy(
              () ->
                  assembly
                      .orderedLedger()
                      .adopt(checkpoint(new Position(1, 1001), height, Digest.ZERO)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another block at height");
      ignoresWhatNoValidatorSigned(ledger, assembly, metrics, network);
      stopsWhereNobodyHasWhatItLacks(assembly, height);
    }
  }

  private static void ignoresWhatNoValidatorSigned(
      Ledger ledger, PipelineAssembly assembly, NodeMetrics metrics, TestNetwork network) {
    long height = ledger.tip().height();
    SigningKey stranger = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
    Batch forged =
        Batch.sign(
            ledger.genesis().networkId(),
            1,
            1,
            System.currentTimeMillis(),
            List.of(network.author(0).notice(99)),
            stranger);

    assembly.orderedLedger().apply(new Position(1, 1001), Bytes.utf8("no batch"));
    assembly.orderedLedger().apply(new Position(1, 1002), forged.encode());

    assertThat(ledger.tip().height()).isEqualTo(height);
    assertThat(assembly.orderedLedger().applied()).isEqualTo(new Position(1, 1002));
    assertThat(metrics.scrape()).contains("consentledger_batches_ignored_total 2.0");
  }

  private static void stopsWhereNobodyHasWhatItLacks(PipelineAssembly assembly, long height) {
    Checkpoint target = checkpoint(new Position(1, 2000), height + 10, Digest.ZERO);
    CompletableFuture<Void> adopting =
        CompletableFuture.runAsync(
            () -> {
              try {
                assembly.orderedLedger().adopt(target);
              } catch (IOException stopped) {
                throw new UncheckedIOException(stopped);
              }
            });
    assembly.stopCatchingUp();
    assertThat(adopting)
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableThat()
        .withRootCauseInstanceOf(InterruptedIOException.class);
  }

  private static Checkpoint checkpoint(Position position, long height, Digest hash) {
    ByteBuffer manifest = ByteBuffer.allocate(40).putLong(height);
    hash.bytes().putTo(manifest);
    return new Checkpoint(position, Bytes.owning(manifest.array()));
  }

  private static PeerNetworkConfig peers(NodeConfig config, NodeMaterial material) {
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
}
