package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @BeforeEach
  void noThreadIsLeftOfEarlierTests() {
    Await.until("no thread left", () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("p2p-") || name.startsWith("globalEventExecutor"))
        .sorted()
        .toList();
  }

  @Test
  void runsOnThreeThreadsAndLeavesNoneBehind() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha", "bravo").startAll().awaitMesh()) {
      rig.submit("alpha", Bytes.utf8("item"));
      Await.until("arrived", () -> rig.node("bravo").holds(Bytes.utf8("item")));
      assertThat(threads())
          .filteredOn(name -> name.startsWith("p2p-"))
          .containsExactly(
              "p2p-handler", "p2p-handler", "p2p-loop", "p2p-loop", "p2p-serve", "p2p-serve");
    }
    Await.until("no thread left", () -> threads().isEmpty());
  }

  @Test
  void linksAgainAfterAPeerRestartedOnTheSamePort() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha", "bravo").startAll().awaitMesh()) {
      for (String restarted : List.of("bravo", "alpha")) {
        String other = restarted.equals("alpha") ? "bravo" : "alpha";
        rig.stop(restarted);
        Await.until("noticed", () -> !rig.status(other, restarted).connected());
        rig.start(restarted);
        rig.awaitMesh();
        Bytes item = Bytes.utf8("after the restart of " + restarted);
        rig.submit(other, item);
        Await.until("arrived", () -> rig.node(restarted).holds(item));
      }
    }
  }

  @Test
  void newerLinkTakesThePlaceOfOneThatStillLooksAlive() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "evil", "mike")) {
      rig.start("mike");
      try (RawPeer first = RawPeer.up(rig.address("mike"), "evil");
          RawPeer second = RawPeer.up(rig.address("mike"), "evil")) {
        assertThat(first.closedByPeer()).isTrue();
        second.send(new Frame.Items(List.of(Bytes.utf8("by the newer link"))));
        Await.until("arrived", () -> rig.node("mike").holds(Bytes.utf8("by the newer link")));
      }
      assertThat(rig.network("mike").statistics().closed(CloseReason.REPLACED)).isEqualTo(1);
    }
  }

  @Test
  void quietLinkIsKeptAliveByPings() throws IOException {
    try (Rig rig =
        Rig.of(Rig.IMPATIENT.withReconcileInterval(Duration.ofHours(1)), "alpha", "bravo")
            .startAll()
            .awaitMesh()) {
      // Far beyond the idle time-out of 2 s at one ping in 300 ms each way.
      Await.until("pinged", () -> rig.status("alpha", "bravo").count(PeerMetric.FRAMES_IN) > 16);
      assertThat(rig.status("alpha", "bravo").count(PeerMetric.LINKS_OPENED)).isEqualTo(1);
      assertThat(rig.status("alpha", "bravo").lastSeenAgo()).isPresent();
    }
  }

  @Test
  void startsOnceAndClosesTwice() throws IOException {
    Rig rig = Rig.of(Rig.FAST, "alpha", "bravo");
    PeerNetwork alpha = rig.start("alpha");
    assertThatThrownBy(alpha::start).isInstanceOf(IllegalStateException.class);
    alpha.close();
    alpha.close();
    assertThatThrownBy(alpha::start).isInstanceOf(IllegalStateException.class);
    alpha.broadcast(Bytes.utf8("too late"));
    alpha.announceHead(Bytes.utf8("too late"));
    assertThat(alpha.statistics().broadcast()).isZero();
    assertThat(alpha.peers()).extracting(PeerStatus::id).containsExactly("bravo");
  }

  @Test
  void takenPortIsSaidAndLeavesNoThread() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha")) {
      PeerNetwork alpha = rig.start("alpha");
      PeerNetwork second =
          new PeerNetwork(
              PeerNetworkConfig.of(Members.NETWORK, "bravo", alpha.listenAddress(), Map.of()),
              Members.identity("bravo"),
              Members.trust(),
              new RecordingNode(),
              new Random(1));
      assertThatThrownBy(second::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is the port taken?");
      assertThat(threads()).filteredOn(name -> name.startsWith("p2p-")).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void refusesItemsAndHeadsOutOfBounds() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha")) {
      PeerNetwork alpha = rig.start("alpha");
      Bytes tooLong = Bytes.owning(new byte[Limits.ITEM_BYTES_MAX + 1]);
      for (Bytes bad : List.of(Bytes.EMPTY, tooLong)) {
        assertThatThrownBy(() -> alpha.broadcast(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> alpha.announceHead(bad))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
