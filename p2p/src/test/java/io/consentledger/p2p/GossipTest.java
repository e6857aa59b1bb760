package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GossipTest {
  private static final List<String> FOUR = List.of("alpha", "bravo", "charlie", "delta");

  private static List<Bytes> items(String prefix, int count) {
    List<Bytes> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(Bytes.utf8(prefix + " " + i + " " + "x".repeat(i % 700)));
    }
    return items;
  }

  private static boolean holdsAll(RecordingNode node, List<Bytes> items) {
    return items.stream().allMatch(node::holds);
  }

  @Test
  void broadcastReachesEveryHandlerExactlyOnceAndTravelsOnceToEachNode() throws IOException {
    try (Rig rig = Rig.of(Rig.NO_ROUNDS, "alpha", "bravo", "charlie", "delta")) {
      rig.startAll().awaitMesh();
      List<Bytes> items = new ArrayList<>();
      for (String id : FOUR) {
        List<Bytes> own = items("from " + id, 250);
        own.forEach(item -> rig.submit(id, item));
        items.addAll(own);
      }
      for (String id : FOUR) {
        Await.until(id + " holds all", () -> holdsAll(rig.node(id), items));
        assertThat(items.stream().mapToInt(item -> rig.node(id).timesSeen(item)))
            .allMatch(times -> times <= 1);
        assertThat(rig.node(id).timesSeen).hasSize(750);
        assertThat(rig.network(id).statistics().total(PeerMetric.ITEMS_ACCEPTED)).isEqualTo(750);
        assertThat(rig.network(id).statistics().total(PeerMetric.ITEMS_DUPLICATE)).isZero();
        assertThat(rig.node(id).handlerThreads).containsOnly("p2p-handler");
      }
    }
  }

  @Test
  void sameItemBroadcastTwiceTravelsOnce() throws IOException {
    try (Rig rig = Rig.of(Rig.NO_ROUNDS, "alpha", "bravo")) {
      rig.startAll().awaitMesh();
      Bytes item = Bytes.utf8("once");
      rig.submit("alpha", item);
      rig.submit("alpha", item);
      rig.submit("alpha", Bytes.utf8("last"));
      Await.until("arrived", () -> rig.node("bravo").holds(Bytes.utf8("last")));
      assertThat(rig.status("bravo", "alpha").count(PeerMetric.ITEMS_IN)).isEqualTo(2);
    }
  }

  @Test
  void itemTravelsAroundACutLinkByBeingPassedOn() throws IOException {
    Set<Set<String>> cut = Set.of(Set.of("alpha", "bravo"));
    List<String> ids = List.of("alpha", "bravo", "charlie");
    try (Rig rig = new Rig(Rig.NO_ROUNDS, PeerQuotas.defaults(), cut, ids)) {
      rig.startAll().awaitMesh();
      Await.until(
          "charlie's links are known",
          () -> rig.status("alpha", "charlie").count(PeerMetric.FRAMES_IN) >= 3);
      List<Bytes> items = items("around", 100);
      items.forEach(item -> rig.submit("alpha", item));
      Await.until("bravo holds all", () -> holdsAll(rig.node("bravo"), items));
      assertThat(rig.status("bravo", "alpha").connected()).isFalse();
      assertThat(rig.status("bravo", "charlie").count(PeerMetric.ITEMS_IN)).isEqualTo(100);
      assertThat(rig.node("bravo").timesSeen).hasSize(100);
    }
  }

  @Test
  void onlyAcceptedItemsArePassedOn() throws IOException {
    Set<Set<String>> cut = Set.of(Set.of("alpha", "bravo"));
    List<String> ids = List.of("alpha", "bravo", "charlie");
    try (Rig rig = new Rig(Rig.NO_ROUNDS, PeerQuotas.defaults(), cut, ids)) {
      rig.startAll().awaitMesh();
      rig.node("charlie").judge =
          item ->
              RecordingNode.done(
                  item.utf8().startsWith("good") ? Verdict.ACCEPTED : Verdict.REJECTED);
      rig.submit("alpha", Bytes.utf8("bad"));
      rig.submit("alpha", Bytes.utf8("good"));
      Await.until("good arrived", () -> rig.node("bravo").holds(Bytes.utf8("good")));
      assertThat(rig.node("bravo").timesSeen(Bytes.utf8("bad"))).isZero();
      assertThat(rig.status("charlie", "alpha").count(PeerMetric.ITEMS_REJECTED)).isEqualTo(1);
    }
  }

  @Test
  void nodeThatWasDownGetsWhatIsPendingWhenItComesBack() throws IOException {
    try (Rig rig = Rig.of(Rig.NO_ROUNDS, "alpha", "bravo", "charlie")) {
      rig.startAll().awaitMesh();
      rig.stop("bravo");
      List<Bytes> items = items("missed", 3_000);
      items.forEach(item -> rig.submit("alpha", item));
      rig.start("bravo");
      Await.until("bravo holds all", () -> holdsAll(rig.node("bravo"), items));
      assertThat(rig.node("bravo").timesSeen.values()).allMatch(times -> times.get() == 1);
    }
  }

  @Test
  void roundsBringWhatWasNeverPushed() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha", "bravo")) {
      rig.startAll().awaitMesh();
      List<Bytes> items = items("silent", 2_500);
      items.forEach(rig.node("alpha")::hold);
      Await.until("bravo holds all", () -> holdsAll(rig.node("bravo"), items));
      assertThat(rig.status("alpha", "bravo").count(PeerMetric.IDS_OFFERED))
          .isGreaterThanOrEqualTo(2_500);
      assertThat(rig.status("bravo", "alpha").count(PeerMetric.ITEMS_ASKED))
          .isGreaterThanOrEqualTo(2_500);
    }
  }

  @Test
  void busyItemComesAgainWithALaterRound() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha", "bravo")) {
      rig.startAll().awaitMesh();
      Bytes item = Bytes.utf8("try later");
      RecordingNode bravo = rig.node("bravo");
      bravo.judge = any -> RecordingNode.done(Verdict.BUSY);
      rig.submit("alpha", item);
      Await.until("refused for now", () -> bravo.timesSeen(item) > 0);
      bravo.judge = any -> RecordingNode.done(Verdict.ACCEPTED);
      Await.until("taken at last", () -> bravo.holds(item));
    }
  }

  @Test
  void handlerThatThrowsCostsNobodyTheLinkAndTheItemComesAgain() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha", "bravo")) {
      rig.startAll().awaitMesh();
      Bytes item = Bytes.utf8("unlucky");
      RecordingNode bravo = rig.node("bravo");
      bravo.judge =
          any -> {
            throw new IllegalStateException("thrown by the test");
          };
      rig.submit("alpha", item);
      Await.until(
          "counted", () -> rig.status("bravo", "alpha").count(PeerMetric.HANDLER_FAILURES) > 0);
      bravo.judge = any -> RecordingNode.done(Verdict.ACCEPTED);
      Await.until("taken at last", () -> bravo.holds(item));
      assertThat(rig.status("bravo", "alpha").count(PeerMetric.LINKS_OPENED)).isEqualTo(1);
    }
  }

  @Test
  void forgottenItemIsAskedForAgain() throws IOException {
    try (Rig rig = Rig.of(Rig.FAST, "alpha", "bravo")) {
      rig.startAll().awaitMesh();
      Bytes item = Bytes.utf8("dropped by the node");
      rig.submit("alpha", item);
      RecordingNode bravo = rig.node("bravo");
      Await.until("first time", () -> bravo.holds(item));
      bravo.held.clear();
      rig.network("bravo").forget(Digest.of(item));
      Await.until("second time", () -> bravo.holds(item));
    }
  }

  @Test
  void seenItemsAreBounded() throws IOException {
    PeerQuotas quotas = new PeerQuotas(1 << 20, 64, 1 << 20, 50, 100, 64);
    try (Rig rig = new Rig(Rig.NO_ROUNDS, quotas, Set.of(), List.of("alpha", "bravo"))) {
      rig.startAll().awaitMesh();
      List<Bytes> items = items("many", 500);
      items.forEach(item -> rig.submit("alpha", item));
      Await.until("bravo holds all", () -> holdsAll(rig.node("bravo"), items));
      assertThat(rig.network("bravo").statistics().seenItems()).isEqualTo(50);
      assertThat(rig.network("alpha").statistics().seenItems()).isEqualTo(50);
    }
  }
}
