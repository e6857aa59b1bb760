package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final int SECONDS = 60;

  private final Lane lane = new Lane("lane", 1, 10, 4);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final Caller greedy = new Caller();
  private final Caller modest = new Caller();

  /** The lane's thread is busy until the gate opens. */
  @BeforeEach
  void occupy() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    lane.of(new Caller())
        .execute(
            () -> {
              started.countDown();
              try {
                gate.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(started.await(SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void close() {
    lane.close();
  }

  private void add(Caller caller, String name) {
    lane.of(caller).execute(() -> done.add(caller.isGone() ? "dropped " + name : name));
  }

  private void runAll() throws Exception {
    CompletableFuture<?> last = CompletableFuture.runAsync(() -> {}, lane.of(new Caller()));
    gate.countDown();
    last.get(SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void eachCallerHasItsTurn() throws Exception {
    add(greedy, "g1");
    add(greedy, "g2");
    add(greedy, "g3");
    add(modest, "m1");
    CompletableFuture<?> last = CompletableFuture.runAsync(() -> done.add("g4"), lane.of(greedy));
    gate.countDown();
    last.get(SECONDS, TimeUnit.SECONDS);

    assertThat(done).containsExactly("g1", "m1", "g2", "g3", "g4");
  }

  @Test
  void whatWaitsIsBoundedOfEachAndOfAll() {
    for (int i = 0; i < 4; i++) {
      add(greedy, "g");
    }
    assertThatThrownBy(() -> add(greedy, "g")).isInstanceOf(RejectedExecutionException.class);
    for (int i = 0; i < 6; i++) {
      add(new Caller(), "other");
    }
    assertThatThrownBy(() -> add(modest, "m")).isInstanceOf(RejectedExecutionException.class);
    assertThat(lane.size()).isEqualTo(10);
  }

  @Test
  void whoIsGoneLeavesItsPlacesAtOnce() throws Exception {
    for (int round = 0; round < 100; round++) {
      Caller gone = new Caller();
      for (int i = 0; i < 4; i++) {
        add(gone, "x");
      }
      gone.leave();
      lane.forget(gone);
    }
    assertThat(lane.size()).isZero();
    assertThat(done).hasSize(400).containsOnly("dropped x");
    add(modest, "m");
    runAll();
    assertThat(done).endsWith("m");
  }
}
