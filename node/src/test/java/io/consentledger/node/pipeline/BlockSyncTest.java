package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.consensus.Position;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.Applied;
import io.consentledger.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catching up with limits so small that a gap is a thousand times the window. */
final class BlockSyncTest {
  private static final int GAP = 2_000;
  private static final int BYTES_MAX = 1 << 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Patience is for ten requests, since the clock of the test goes on a second with each. */
  private static final SyncLimits TINY =
      new SyncLimits(
          2, 2, GAP, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMillis(1));

  @TempDir private Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private final Peers peers = new Peers();
  private final VerificationPool pool = new VerificationPool();
  private MadeChain network;
  private MadeChain node;

  /** What one peer answers. */
  private interface Peer {
    CompletableFuture<List<Bytes>> answer(boolean headers, long from, int max);
  }

  /** Peers by their names, and what was asked of each. */
  private final class Peers implements BlockSource {
    private final Map<String, Peer> all = new LinkedHashMap<>();
    private final List<String> askedHeaders = new ArrayList<>();
    private final List<Long> blocksGiven = new ArrayList<>();

    @Override
    public List<String> peers() {
      return List.copyOf(all.keySet());
    }

    @Override
    public CompletableFuture<List<Bytes>> headers(String peerId, long from, int max) {
      nanos.addAndGet(SECOND);
      askedHeaders.add(peerId);
      return Objects.requireNonNull(all.get(peerId)).answer(true, from, max);
    }

    @Override
    public CompletableFuture<List<Bytes>> blocks(String peerId, long from, int max) {
      nanos.addAndGet(SECOND);
      CompletableFuture<List<Bytes>> answer =
          Objects.requireNonNull(all.get(peerId)).answer(false, from, max);
      if (answer.isDone()) {
        for (int i = 0; i < answer.join().size(); i++) {
          blocksGiven.add(from + i);
        }
      }
      return answer;
    }
  }

  @BeforeEach
  void open() throws Exception {
    network = new MadeChain(directory.resolve("network"));
    node = new MadeChain(directory.resolve("node"));
  }

  @AfterEach
  void close() {
    pool.close();
    network.close();
    node.close();
  }

  private static Peer honest(Ledger ledger) {
    ServedBlocks served = new ServedBlocks(ledger);
    return (headers, from, max) ->
        CompletableFuture.completedFuture(
            headers ? served.headers(from, max, BYTES_MAX) : served.blocks(from, max, BYTES_MAX));
  }

  private BlockSync sync(SyncLimits limits) {
    BlockSync sync = new BlockSync(node.ledger(), pool, limits, nanos::get);
    sync.start(peers);
    return sync;
  }

  /** With no certificate but the target, and with one now and then. */
  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void aGapOfAThousandWindowsIsCrossedWithEachBlockFetchedOnce(int certifiedEach) throws Exception {
    network.grow(GAP);
    for (int height = certifiedEach; certifiedEach > 0 && height < GAP; height += certifiedEach) {
      network.certify(height);
    }
    peers.all.put("honest", honest(network.ledger()));

    sync(TINY).catchUp(GAP, network.hash(GAP), new Position(3, 5_000));

    assertThat(node.ledger().tip()).isEqualTo(network.ledger().tip());
    assertThat(node.ledger().applied()).isEqualTo(new Applied(3, 5_000));
    assertThat(peers.blocksGiven).doesNotHaveDuplicates().hasSize(GAP);
    assertThat(peers.askedHeaders).hasSizeLessThanOrEqualTo(GAP + 2 * GAP / 7);
    assertThat(nanos.get()).isGreaterThan(100 * TINY.patience().toNanos());
  }

  @Test
  void liarsAndSilentPeersHoldNothingUp() throws Exception {
    network.grow(100);
    network.certify(50);
    try (MadeChain other = new MadeChain(directory.resolve("other"))) {
      other.grow(100);
      peers.all.put("other-chain", honest(other.ledger()));
      peers.all.put("silent", (headers, from, max) -> new CompletableFuture<>());
      peers.all.put("empty", (headers, from, max) -> answer(List.of()));
      peers.all.put(
          "trickle", (headers, from, max) -> honest(network.ledger()).answer(headers, from, 1));
      peers.all.put("garbage", (headers, from, max) -> answer(List.of(Bytes.utf8("garbage"))));
      peers.all.put("forger", forger());
      peers.all.put("honest", honest(network.ledger()));

      sync(TINY).catchUp(100, network.hash(100), new Position(1, 200));
    }
    assertThat(node.ledger().tip()).isEqualTo(network.ledger().tip());
    for (String liar : List.of("silent", "empty", "trickle", "garbage", "forger")) {
      assertThat(peers.askedHeaders.stream().filter(liar::equals))
          .as(liar)
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  /** True headers under the certificate of somebody who is no validator. */
  private Peer forger() {
    SigningKey stranger = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
    return (headers, from, max) ->
        answer(
            List.of(
                Bytes.concat(
                    network.ledger().header(from).orElseThrow().encode(),
                    network.certificate(from, stranger).encode())));
  }

  private static CompletableFuture<List<Bytes>> answer(List<Bytes> given) {
    return CompletableFuture.completedFuture(given);
  }

  @Test
  void headersWithoutProofAreNotFollowedForEver() throws Exception {
    network.grow(100);
    peers.all.put("endless", honest(network.ledger()));
    SyncLimits fourWindows = new SyncLimits(2, 2, 4, TINY.request(), TINY.patience(), TINY.pause());

    assertThatThrownBy(
            () ->
                sync(fourWindows).catchUp(1_000_000, network.hash(100), new Position(1, 2_000_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no peer gave what leads from block 0");
    assertThat(peers.blocksGiven).isEmpty();
  }

  @Test
  void goesOnFromWhatAnEarlierAttemptBrought() throws Exception {
    network.grow(20);
    peers.all.put("leaves", honest(network.ledger()));
    SyncLimits twenty = new SyncLimits(20, 2, GAP, TINY.request(), TINY.patience(), TINY.pause());
    BlockSync first = sync(twenty);
    peers.all.put(
        "leaves",
        (headers, from, max) -> {
          if (!headers && from > 10) {
            first.stop();
          }
          return honest(network.ledger()).answer(headers, from, max);
        });
    assertThatThrownBy(() -> first.catchUp(20, network.hash(20), new Position(1, 40)))
        .hasMessageContaining("stopped");
    assertThat(node.ledger().tip().height()).isEqualTo(10);

    // Another leader's checkpoint is older than what is here already.
    sync(twenty).catchUp(4, network.hash(4), new Position(1, 4));

    assertThat(node.ledger().applied()).isEqualTo(new Applied(1, 4));
    assertThat(node.ledger().tip().height()).isEqualTo(10);
    peers.all.put("leaves", honest(network.ledger()));
    sync(twenty).catchUp(20, network.hash(20), new Position(1, 40));
    assertThat(node.ledger().tip()).isEqualTo(network.ledger().tip());
  }

  @Test
  void saysHowFarItIs() throws Exception {
    network.grow(20);
    BlockSync sync = sync(TINY);
    List<CatchUp> said = new ArrayList<>();
    peers.all.put(
        "honest",
        (headers, from, max) -> {
          sync.state().ifPresent(said::add);
          return honest(network.ledger()).answer(headers, from, max);
        });
    assertThat(sync.state()).isEmpty();

    sync.catchUp(20, network.hash(20), new Position(1, 40));

    assertThat(said).extracting(CatchUp::target).containsOnly(20L);
    assertThat(said).extracting(CatchUp::height).contains(0L, 10L, 18L).isSorted();
    assertThat(sync.state()).isEmpty();
  }

  @Test
  void refusesToGoOnWhereItsOwnBlockIsAnother() throws Exception {
    network.grow(5);
    node.grow(5);
    assertThatThrownBy(() -> sync(TINY).catchUp(5, network.hash(5), new Position(1, 40)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another block at height 5");
  }
}
