package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The parts that need no socket. */
class PartsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static Peer peer(String id, int index) {
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(8), new Random(1));
    return new Peer(id, InetSocketAddress.createUnresolved("host", 1), index, true, backoff);
  }

  @Test
  void backoffDoublesWithinItsBoundsAndStartsAgain() {
    Backoff backoff = new Backoff(Duration.ofNanos(100), Duration.ofNanos(800), new Random(11));
    for (int step : new int[] {100, 200, 400, 800, 800, 800}) {
      assertThat(backoff.nextNanos()).isBetween(step / 2L, (long) step);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.nextNanos()).isBetween(400L, 800L);
    }
    backoff.reset();
    assertThat(backoff.nextNanos()).isBetween(50L, 100L);
  }

  @Test
  void backoffOfYearsDoesNotOverflow() {
    Backoff backoff = new Backoff(Duration.ofDays(1_000), Duration.ofDays(10_000), new Random(11));
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.nextNanos()).isPositive();
    }
  }

  @Test
  void rateLimitAllowsABurstAndThenItsRate() {
    RateLimit limit = new RateLimit(10, 20, 0);
    assertThat(limit.take(20, 0)).isTrue();
    assertThat(limit.take(1, 0)).isFalse();
    assertThat(limit.take(10, SECOND)).isTrue();
    assertThat(limit.take(1, SECOND)).isFalse();
    assertThat(limit.take(21, 100 * SECOND)).isFalse();
  }

  @Test
  void acceptGateBoundsOpenAndRecentConnections() throws UnknownHostException {
    InetAddress one = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    InetAddress other = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
    AcceptGate gate = new AcceptGate(2);
    assertThat(gate.admit(one, 0, 2 * SECOND)).isTrue();
    assertThat(gate.admit(one, 0, 2 * SECOND)).isTrue();
    assertThat(gate.admit(one, 0, 2 * SECOND)).isFalse();
    assertThat(gate.admit(other, 0, 2 * SECOND)).isTrue();
    assertThat(gate.admit(other, Limits.UNPROVEN_CONNECTIONS_MAX, 2 * SECOND)).isFalse();
    gate.release(one);
    assertThat(gate.admit(one, 0, 2 * SECOND)).isTrue();
    for (int i = 0; i < Limits.ACCEPTS_PER_ADDRESS_PER_SECOND_MAX - 3; i++) {
      gate.release(one);
      assertThat(gate.admit(one, 0, 2 * SECOND)).isTrue();
    }
    gate.release(one);
    assertThat(gate.admit(one, 0, 2 * SECOND)).as("too many within a second").isFalse();
    assertThat(gate.admit(one, 0, 4 * SECOND)).isTrue();
  }

  @Test
  void itemIsAskedOfOnePeerAtATime() {
    AskedItems asked = new AskedItems();
    Peer one = peer("one", 0);
    Peer other = peer("other", 1);
    Digest id = Digest.of(Bytes.utf8("item"));
    assertThat(asked.ask(id, one, 0)).isTrue();
    assertThat(asked.ask(id, other, 1)).isFalse();
    assertThat(asked.ask(id, other, 10 * SECOND)).as("patience ran out").isTrue();
    asked.gone(other);
    assertThat(asked.ask(id, one, 10 * SECOND)).as("the one asked is gone").isTrue();
    asked.came(id, one, 10 * SECOND);
    assertThat(asked.ask(id, other, 10 * SECOND)).isTrue();
    asked.expire(20 * SECOND);
    assertThat(asked.ask(id, one, 20 * SECOND)).isTrue();
  }

  @Test
  void peerThatGoesOnSendingGetsMoreTime() {
    AskedItems asked = new AskedItems();
    Peer busy = peer("busy", 0);
    Peer other = peer("other", 1);
    Digest first = Digest.of(Bytes.utf8("first"));
    Digest second = Digest.of(Bytes.utf8("second"));
    asked.ask(first, busy, 0);
    asked.ask(second, busy, 0);
    asked.came(first, busy, 3 * SECOND);
    assertThat(asked.ask(second, other, 4 * SECOND)).isFalse();
    assertThat(asked.ask(second, other, 6 * SECOND)).isTrue();
    asked.ask(first, busy, 10 * SECOND);
    asked.ask(second, busy, 10 * SECOND);
    asked.came(first, busy, 31 * SECOND);
    assertThat(asked.ask(second, other, 31 * SECOND)).as("but not for ever").isTrue();
  }

  @Test
  void broadcastQueueIsBoundedByItsBytes() {
    BroadcastQueue queue = new BroadcastQueue();
    Bytes item = Bytes.owning(new byte[Limits.ITEM_BYTES_MAX]);
    int room = Limits.BROADCAST_QUEUE_BYTES_MAX / Limits.ITEM_BYTES_MAX;
    for (int i = 0; i < room; i++) {
      assertThat(queue.offer(item)).isTrue();
    }
    assertThat(queue.offer(item)).isFalse();
    assertThat(queue.poll()).isNotNull();
    assertThat(queue.offer(item)).isTrue();
  }

  @Test
  void ofEachPairTheSmallerIdDials() {
    InetSocketAddress any = InetSocketAddress.createUnresolved("host", 1);
    PeerNetworkConfig config =
        PeerNetworkConfig.of(Members.NETWORK, "mike", any, Map.of("alpha", any, "zulu", any));
    PeerTable table = PeerTable.of(config, new Random(1));
    assertThat(table.all()).extracting(Peer::id).containsExactly("alpha", "zulu");
    assertThat(table.all()).extracting(Peer::dialled).containsExactly(false, true);
    assertThat(table.linked()).isEmpty();
  }

  @Test
  void refusesImpossibleConfigurations() {
    InetSocketAddress any = InetSocketAddress.createUnresolved("host", 1);
    Map<String, InetSocketAddress> tooMany = new HashMap<>();
    for (int i = 0; i <= Limits.PEERS_MAX; i++) {
      tooMany.put("node-" + i, any);
    }
    for (Map<String, InetSocketAddress> peers :
        List.of(Map.of("self", any), Map.of("Not An Id", any), tooMany)) {
      assertThatThrownBy(() -> PeerNetworkConfig.of(Members.NETWORK, "self", any, peers))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PeerTimings.defaults().withReconcileInterval(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PeerQuotas(1, 1, 1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void codesAndLabelsAreStable() {
    assertThat(CloseReason.FRAME_TOO_LARGE.code()).isEqualTo("frame-too-large");
    assertThat(PeerMetric.ITEMS_IN.label()).isEqualTo("items_in");
  }
}
