package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A member that holds a good certificate and no good intentions, beside an honest one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePeerTest {
  private static final PeerQuotas QUOTAS = new PeerQuotas(1 << 20, 200, 1 << 20, 65_536, 100, 32);

  private final Rig rig =
      new Rig(Rig.FAST, QUOTAS, Set.of(Set.of("alpha", "evil")), List.of("alpha", "evil", "mike"));
  private final AtomicInteger items = new AtomicInteger();

  @BeforeAll
  void start() throws IOException {
    rig.start("alpha");
    rig.start("mike");
    rig.awaitMesh();
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  @BeforeEach
  void judgeAll() {
    rig.node("mike").judge = item -> RecordingNode.done(Verdict.ACCEPTED);
    rig.node("mike").beforeBlocks = () -> {};
  }

  @AfterEach
  void honestTrafficWentOnOverTheSameLink() {
    Bytes item = Bytes.utf8("honest " + items.incrementAndGet());
    rig.submit("alpha", item);
    Await.until("honest item arrives", () -> rig.node("mike").holds(item));
    assertThat(rig.status("mike", "alpha").count(PeerMetric.LINKS_OPENED)).isEqualTo(1);
  }

  private RawPeer evil() {
    return rig.hostile("evil", "mike");
  }

  private long closed(CloseReason reason) {
    return rig.network("mike").statistics().closed(reason);
  }

  private long count(PeerMetric metric) {
    return rig.status("mike", "evil").count(metric);
  }

  private static Frame.Items items(String prefix, int from, int to) {
    return new Frame.Items(
        IntStream.range(from, to).mapToObj(i -> Bytes.utf8(prefix + i)).toList());
  }

  static List<Attack> attacks() {
    return Attack.all();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void closesTheLinkCountsAndExcludes(Attack attack) throws IOException {
    long closedBefore = closed(attack.reason());
    long violationsBefore = count(PeerMetric.VIOLATIONS);
    try (RawPeer evil =
        attack.afterHello() ? evil() : RawPeer.proven(rig.address("mike"), "evil")) {
      try {
        evil.send(attack.bytes());
      } catch (IOException closedWhileSending) {
        // What is too much is cut off in the middle.
      }
      assertThat(evil.closedByPeer()).isTrue();
    }
    Await.until(attack.reason() + " counted", () -> closed(attack.reason()) == closedBefore + 1);
    assertThat(count(PeerMetric.VIOLATIONS)).isEqualTo(violationsBefore + 1);
  }

  @Test
  void truncatedAnywhereAndClosedIsNoViolationAndLeavesNothingBehind() throws IOException {
    long violationsBefore = count(PeerMetric.VIOLATIONS);
    Bytes stream =
        Bytes.concat(
            Bytes.owning(RawPeer.bytes(new Frame.Hello(1, Members.NETWORK, "evil"))),
            Bytes.owning(RawPeer.bytes(items("cut ", 0, 2))));
    for (int end = 0; end < stream.size(); end++) {
      try (RawPeer evil = RawPeer.proven(rig.address("mike"), "evil")) {
        evil.send(stream.slice(0, end));
      }
    }
    Await.until("all gone", () -> !rig.status("mike", "evil").connected());
    assertThat(rig.node("mike").timesSeen(Bytes.utf8("cut 0"))).isZero();
    assertThat(count(PeerMetric.VIOLATIONS)).isEqualTo(violationsBefore);
  }

  @Test
  void tooManyRejectedItemsCostTheLink() throws IOException {
    rig.node("mike").judge =
        item ->
            RecordingNode.done(item.utf8().startsWith("bad") ? Verdict.REJECTED : Verdict.ACCEPTED);
    long before = closed(CloseReason.TOO_MANY_REJECTED);
    try (RawPeer evil = evil()) {
      evil.send(items("bad ", 0, 101));
      assertThat(evil.closedByPeer()).isTrue();
    }
    Await.until("counted", () -> closed(CloseReason.TOO_MANY_REJECTED) == before + 1);
  }

  @Test
  void rejectedItemIsJudgedOnce() throws IOException {
    rig.node("mike").judge =
        item ->
            RecordingNode.done(
                item.utf8().startsWith("worse") ? Verdict.REJECTED : Verdict.ACCEPTED);
    try (RawPeer evil = evil()) {
      for (int i = 0; i < 500; i++) {
        evil.send(items("worse ", 0, 1));
      }
      evil.send(items("end of worse ", 0, 1));
      Await.until("all read", () -> rig.node("mike").holds(Bytes.utf8("end of worse 0")));
    }
    assertThat(rig.node("mike").timesSeen(Bytes.utf8("worse 0"))).isEqualTo(1);
  }

  @Test
  void peerIsReadNoFurtherWhileItsItemsWait() throws IOException {
    List<CompletableFuture<Verdict>> open = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch judge = new CountDownLatch(1);
    rig.node("mike").judge =
        item -> {
          if (!item.utf8().startsWith("wait ") || judge.getCount() == 0) {
            return RecordingNode.done(Verdict.ACCEPTED);
          }
          CompletableFuture<Verdict> verdict = new CompletableFuture<>();
          open.add(verdict);
          return verdict;
        };
    long pausedBefore = count(PeerMetric.READS_PAUSED);
    try (RawPeer evil = evil()) {
      for (int i = 0; i < 40; i++) {
        evil.send(items("wait ", i * 50, i * 50 + 50));
      }
      Await.until("paused", () -> count(PeerMetric.READS_PAUSED) > pausedBefore);
      // One read of the socket may hold several frames; that many, and no more, are over the bound.
      assertThat(open.size()).isLessThan(2_000);
      judge.countDown();
      List.copyOf(open).forEach(verdict -> verdict.complete(Verdict.ACCEPTED));
      Await.until("all taken", () -> rig.node("mike").holds(Bytes.utf8("wait 1999")));
    }
  }

  @Test
  void moreBlockRequestsAtOnceThanAllowedCostTheLink() throws IOException {
    CountDownLatch serve = new CountDownLatch(1);
    rig.node("mike").beforeBlocks = () -> awaitQuietly(serve);
    long before = closed(CloseReason.TOO_FAST);
    try (RawPeer evil = evil()) {
      for (int i = 0; i <= Limits.BLOCK_REQUESTS_PER_PEER_MAX; i++) {
        evil.send(new Frame.Fetch(i, Wanted.BLOCKS, 0, 1, 1));
      }
      Await.until("closed", () -> closed(CloseReason.TOO_FAST) == before + 1);
    } finally {
      serve.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void connectionsFromOneAddressAreBounded() throws IOException {
    long before = closed(CloseReason.CONNECTION_LIMIT);
    List<RawPeer> open = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        open.add(RawPeer.plain(rig.address("mike")));
      }
      Await.until("refused", () -> closed(CloseReason.CONNECTION_LIMIT) >= before + 60);
    } finally {
      open.forEach(RawPeer::close);
    }
  }
}
