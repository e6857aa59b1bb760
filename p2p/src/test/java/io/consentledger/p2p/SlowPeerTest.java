package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member that is slow on purpose, beside an honest one. */
class SlowPeerTest {
  private static final PeerQuotas QUOTAS = new PeerQuotas(1 << 20, 200, 1 << 20, 65_536, 100, 32);

  private final Rig rig =
      new Rig(
          Rig.IMPATIENT, QUOTAS, Set.of(Set.of("alpha", "evil")), List.of("alpha", "evil", "mike"));

  @BeforeEach
  void start() throws IOException {
    rig.start("alpha");
    rig.start("mike");
    rig.awaitMesh();
  }

  @AfterEach
  void honestTrafficGoesOn() {
    Bytes item = Bytes.utf8("honest");
    rig.submit("alpha", item);
    Await.until("honest item arrives", () -> rig.node("mike").holds(item));
    rig.close();
  }

  private RawPeer evil() {
    return rig.hostile("evil", "mike");
  }

  private long closed(CloseReason reason) {
    return rig.network("mike").statistics().closed(reason);
  }

  private static Frame.Items items(String prefix, int from, int to) {
    return new Frame.Items(
        IntStream.range(from, to).mapToObj(i -> Bytes.utf8(prefix + i)).toList());
  }

  @Test
  void connectionWithoutTlsHandshakeIsClosed() throws IOException {
    try (RawPeer peer = RawPeer.plain(rig.address("mike"))) {
      assertThat(peer.closedByPeer()).isTrue();
    }
    Await.until("counted", () -> closed(CloseReason.HANDSHAKE_TIMEOUT) > 0);
  }

  @Test
  void memberThatNeverSaysHelloIsClosed() {
    try (RawPeer peer = RawPeer.proven(rig.address("mike"), "evil")) {
      assertThat(peer.closedByPeer()).isTrue();
    }
    Await.until("counted", () -> closed(CloseReason.HANDSHAKE_TIMEOUT) > 0);
    assertThat(rig.status("mike", "evil").connected()).isFalse();
  }

  @Test
  void frameThatTricklesInIsCutOff() throws IOException {
    try (RawPeer evil = evil()) {
      assertThat(evil.trickle(RawPeer.bytes(items("slow ", 0, 50)), 40)).isTrue();
    }
    Await.until("counted", () -> closed(CloseReason.FRAME_TIMEOUT) > 0);
  }

  @Test
  void peerThatGoesSilentIsClosed() {
    try (RawPeer evil = evil()) {
      assertThat(evil.closedByPeer()).isTrue();
    }
    Await.until("counted", () -> closed(CloseReason.IDLE) > 0);
  }

  @Test
  void peerWhoseItemsGetNoVerdictIsClosedInTheEnd() throws IOException {
    rig.node("mike").judge =
        item ->
            item.utf8().startsWith("stuck ")
                ? new CompletableFuture<>()
                : RecordingNode.done(Verdict.ACCEPTED);
    try (RawPeer evil = evil()) {
      for (int i = 0; i < 10; i++) {
        evil.send(items("stuck ", i * 50, i * 50 + 50));
      }
      assertThat(evil.closedByPeer()).isTrue();
    }
    Await.until("counted", () -> closed(CloseReason.STALLED) > 0);
  }

  @Test
  void peerThatDoesNotReadHoldsOnlyItsQueueAndIsClosed() throws IOException {
    // No idle time-out comes first: it is the peer's not reading that ends the link.
    PeerTimings timings =
        new PeerTimings(
            Rig.FAST.handshakeTimeout(),
            Rig.FAST.pingInterval(),
            Rig.FAST.idleTimeout(),
            Rig.IMPATIENT.frameTimeout(),
            Rig.FAST.requestTimeout(),
            Rig.FAST.reconcileInterval(),
            Rig.FAST.backoffMin(),
            Rig.FAST.backoffMax(),
            Rig.FAST.stableAfter());
    List<Bytes> large = new ArrayList<>();
    try (Rig other = new Rig(timings, QUOTAS, Set.of(), List.of("alpha", "evil", "mike"))) {
      PeerNetwork mike = other.start("mike");
      try (RawPeer evil = other.hostile("evil", "mike")) {
        for (int i = 0; i < 600; i++) {
          Bytes item = Bytes.utf8("large " + i + "y".repeat(32_000));
          large.add(item);
          other.submit("mike", item);
          assertThat(other.status("mike", "evil").queuedBytes()).isLessThanOrEqualTo(1 << 20);
        }
        Await.until("closed", () -> mike.statistics().closed(CloseReason.UNRESPONSIVE) > 0);
        assertThat(mike.statistics().total(PeerMetric.ITEMS_DROPPED)).isPositive();
        assertThat(evil.closedByPeer()).isTrue();
      }
      // An honest peer gets it all: what its own queue has no room for comes with the rounds.
      other.start("alpha");
      Await.until("alpha holds all", () -> large.stream().allMatch(other.node("alpha")::holds));
    }
  }
}
