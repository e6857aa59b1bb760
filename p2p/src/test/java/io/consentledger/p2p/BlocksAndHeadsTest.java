package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlocksAndHeadsTest {
  private final Rig rig = Rig.of(Rig.FAST, "alpha", "evil", "mike");

  @BeforeEach
  void start() throws IOException {
    rig.start("alpha");
    rig.start("mike");
    rig.awaitMesh();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static List<Bytes> answer(CompletableFuture<List<Bytes>> asked)
      throws ExecutionException, InterruptedException, TimeoutException {
    return asked.get(10, TimeUnit.SECONDS);
  }

  private void fails(String peer, String code) {
    assertThatThrownBy(() -> answer(rig.network("mike").fetchBlocks(peer, 0, 1)))
        .cause()
        .isInstanceOfSatisfying(
            PeerException.class, thrown -> assertThat(thrown.code()).isEqualTo(code));
  }

  @Test
  void fetchesConsecutiveBlocksBothWaysOnTheServingThread() throws Exception {
    AtomicReference<String> thread = new AtomicReference<>();
    for (String id : List.of("alpha", "mike")) {
      rig.node(id).beforeBlocks = () -> thread.set(Thread.currentThread().getName());
      for (int height = 0; height < 20; height++) {
        rig.node(id).chain.add(Bytes.utf8(id + height));
      }
    }
    assertThat(answer(rig.network("mike").fetchBlocks("alpha", 5, 3)))
        .containsExactly(Bytes.utf8("alpha5"), Bytes.utf8("alpha6"), Bytes.utf8("alpha7"));
    assertThat(answer(rig.network("alpha").fetchBlocks("mike", 18, 256)))
        .containsExactly(Bytes.utf8("mike18"), Bytes.utf8("mike19"));
    assertThat(answer(rig.network("alpha").fetchBlocks("mike", 20, 1))).isEmpty();
    assertThat(thread.get()).isEqualTo("p2p-serve");
  }

  @Test
  void fetchesHeadersWithoutTheirBlocks() throws Exception {
    for (int height = 0; height < 3_000; height++) {
      rig.node("alpha").chain.add(Bytes.utf8("a" + height));
    }
    assertThat(answer(rig.network("mike").fetchHeaders("alpha", 5, 2)))
        .containsExactly(Bytes.utf8("header of a5"), Bytes.utf8("header of a6"));
    assertThat(answer(rig.network("mike").fetchHeaders("alpha", 0, 2_048))).hasSize(2_048);
    assertThatThrownBy(() -> rig.network("mike").fetchHeaders("alpha", 0, 2_049))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void replyHoldsOnlyWhatFits() throws Exception {
    for (int height = 0; height < 10; height++) {
      rig.node("alpha").chain.add(Bytes.owning(new byte[1 << 20]));
    }
    assertThat(answer(rig.network("mike").fetchBlocks("alpha", 0, 10))).hasSize(4);
  }

  @Test
  void handlerThatThrowsGivesNoBlocks() throws Exception {
    rig.node("alpha").beforeBlocks =
        () -> {
          throw new IllegalStateException("thrown by the test");
        };
    assertThat(answer(rig.network("mike").fetchBlocks("alpha", 0, 1))).isEmpty();
  }

  @Test
  void saysWhyThereIsNoAnswer() {
    fails("zulu", "peer-unknown");
    fails("evil", "peer-not-connected");
    rig.network("mike").close();
    fails("alpha", "network-closed");
  }

  @Test
  void refusesToAskForNonsense() {
    PeerNetwork mike = rig.network("mike");
    assertThatThrownBy(() -> mike.fetchBlocks("alpha", -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mike.fetchBlocks("alpha", 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mike.fetchBlocks("alpha", 0, 257))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void openRequestFailsWithItsLink() throws IOException {
    CompletableFuture<List<Bytes>> asked;
    try (RawPeer evil = rig.hostile("evil", "mike")) {
      asked = rig.network("mike").fetchBlocks("evil", 0, 1);
      evil.readUntil(FrameType.FETCH);
    }
    assertThatThrownBy(() -> answer(asked)).cause().hasMessageContaining("ended");
  }

  @Test
  void answerThatComesLateIsIgnoredAndOneNeverAskedForIsNot() throws IOException {
    try (RawPeer evil = rig.hostile("evil", "mike")) {
      CompletableFuture<List<Bytes>> asked = rig.network("mike").fetchBlocks("evil", 0, 1);
      long request = ByteBuffer.wrap(evil.readUntil(FrameType.FETCH)).getLong();
      assertThatThrownBy(() -> answer(asked)).cause().hasMessageContaining("in time");
      Frame.Blocks late = new Frame.Blocks(request, List.of(Bytes.utf8("late")));
      evil.send(late);
      Await.until("taken", () -> rig.status("mike", "evil").count(PeerMetric.BLOCKS_IN) == 1);
      assertThat(rig.status("mike", "evil").connected()).isTrue();
      evil.send(late);
      assertThat(evil.closedByPeer()).isTrue();
    }
  }

  @Test
  void moreBlocksThanAskedForCostTheLink() throws IOException {
    try (RawPeer evil = rig.hostile("evil", "mike")) {
      var unused = rig.network("mike").fetchBlocks("evil", 0, 1);
      long request = ByteBuffer.wrap(evil.readUntil(FrameType.FETCH)).getLong();
      evil.send(new Frame.Blocks(request, List.of(Bytes.utf8("one"), Bytes.utf8("two"))));
      assertThat(evil.closedByPeer()).isTrue();
    }
    assertThat(rig.network("mike").statistics().closed(CloseReason.FRAME_UNEXPECTED)).isEqualTo(1);
  }

  @Test
  void peerThatAnswersNoRequestIsGivenNoMoreAndClosed() throws IOException {
    try (RawPeer evil = rig.hostile("evil", "mike")) {
      List<CompletableFuture<List<Bytes>>> asked = new ArrayList<>();
      for (int i = 0; i < Limits.BLOCK_REQUESTS_PER_PEER_MAX; i++) {
        asked.add(rig.network("mike").fetchBlocks("evil", i, 1));
      }
      fails("evil", "peer-busy");
      for (CompletableFuture<List<Bytes>> each : asked) {
        assertThatThrownBy(() -> answer(each)).cause().hasMessageContaining("in time");
      }
      assertThat(evil.closedByPeer()).isTrue();
    }
    assertThat(rig.network("mike").statistics().closed(CloseReason.UNRESPONSIVE)).isEqualTo(1);
  }

  @Test
  void headIsToldAtOnceAndAgainAndTheNewestWins() {
    for (int height = 1; height <= 1_000; height++) {
      rig.network("mike").announceHead(Bytes.utf8("head " + height));
    }
    RecordingNode alpha = rig.node("alpha");
    Bytes newest = Bytes.utf8("head 1000");
    Await.until("newest", () -> alpha.headOf("mike", newest));
    assertThat(rig.status("mike", "alpha").count(PeerMetric.HEADS_OUT)).isLessThan(200);
    alpha.heads.clear();
    Await.until("again", () -> alpha.headOf("mike", newest));
  }

  @Test
  void headAnnouncedBeforeTheStartIsToldOnTheFirstLink() throws IOException {
    try (Rig late = Rig.of(Rig.NO_ROUNDS, "alpha", "bravo");
        PeerNetwork bravo =
            new PeerNetwork(
                late.config("bravo"),
                Members.identity("bravo"),
                Members.trust(),
                late.node("bravo"),
                new Random(5))) {
      bravo.announceHead(Bytes.utf8("early"));
      bravo.start();
      late.start("alpha");
      Await.until("told", () -> late.node("alpha").headOf("bravo", Bytes.utf8("early")));
    }
  }
}
