package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.network.NodeClient.Reply;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import io.consentledger.p2p.PeerHandlers;
import io.consentledger.p2p.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that was damaged on the disk, and is come upon while the node runs. */
final class StorageDamageTest {
  @TempDir private Path directory;

  @Test
  void aReadThatFindsDamageIsAnInternalErrorAndStopsTheNode() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 1)) {
      TestNode node = network.node(0);
      Transaction notice = network.author(0).notice(1);
      assertThat(node.client().submit(notice).status()).isEqualTo(200);
      assertThat(node.client().submit(network.author(0).notice(2)).status()).isEqualTo(200);
      node.stop();
      spoilRecord(node.config(), 1);
      node.start();
      network.awaitReady();
      assertThat(node.client().get("/v1/blocks/2").status()).isEqualTo(200);
      assertThat(node.failure()).isNotDone();

      Reply reply = node.client().get("/v1/transactions/" + notice.id().toHex());
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.code()).isEqualTo("internal-error");
      assertThat(node.failure().get(10, TimeUnit.SECONDS)).startsWith("storage-damaged: ");
    }
  }

  @Test
  void aPeersQuestionThatFailsIsToldToTheNodeAndToTheLinks() {
    List<Throwable> heard = new ArrayList<>();
    RuntimeException broken = new IllegalStateException("broken");
    WatchedHandlers handlers = new WatchedHandlers(new Broken(broken), heard::add);

    assertThat(catchOf(() -> handlers.blocks(1, 10, 1_000))).isSameAs(broken);
    assertThat(catchOf(() -> handlers.headers(1, 10, 1_000))).isSameAs(broken);
    assertThat(catchOf(() -> handlers.onHead("peer", Bytes.EMPTY))).isSameAs(broken);
    assertThat(handlers.onItem("peer", Bytes.EMPTY).toCompletableFuture())
        .isCompletedExceptionally();
    assertThat(heard).containsExactly(broken, broken, broken, broken);
  }

  /** Fails in all that may read the ledger. */
  private record Broken(RuntimeException broken) implements PeerHandlers {
    @Override
    public CompletionStage<Verdict> onItem(String peerId, Bytes item) {
      return CompletableFuture.failedFuture(broken);
    }

    @Override
    public List<Digest> pending(int max) {
      return List.of();
    }

    @Override
    public Optional<Bytes> item(Digest id) {
      return Optional.empty();
    }

    @Override
    public void onHead(String peerId, Bytes head) {
      throw broken;
    }

    @Override
    public List<Bytes> blocks(long fromHeight, int max, int maxBytes) {
      throw broken;
    }

    @Override
    public List<Bytes> headers(long fromHeight, int max, int maxBytes) {
      throw broken;
    }
  }

  private static Throwable catchOf(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException thrown) {
      return thrown;
    }
    throw new AssertionError("nothing was thrown");
  }

  /** Puts bytes in place of a record that are none, behind the node's back. */
  private static void spoilRecord(Path config, long height) throws Exception {
    Path ledger = ConfigReader.read(config).dataDir().resolve("ledger");
    try (Store store = Store.open(ledger, StoreConfig.DEFAULT, LogRecovery.EXACT);
        StoreBatch batch = new StoreBatch()) {
      store.write(batch.put(Table.record(height, 0), Bytes.fromHex("00ff")));
    }
  }
}
