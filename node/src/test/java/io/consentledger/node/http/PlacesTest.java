package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(2, 6, 3);
  private final List<String> begun = new ArrayList<>();
  private final Map<String, CompletableFuture<String>> works = new HashMap<>();
  private final Caller greedy = new Caller();
  private final Caller modest = new Caller();

  /** Begins where there is a place; {@link #end} ends it. */
  private void ask(Caller caller, String name) {
    CompletableFuture<String> work = new CompletableFuture<>();
    works.put(name, work);
    var unused =
        places.with(
            caller,
            () -> {
              begun.add(name);
              return work;
            });
  }

  private void end(String name) {
    Objects.requireNonNull(works.get(name)).complete("done");
  }

  @Test
  void whoHoldsAllPlacesHasOthersWaitForOneTurnOnly() {
    ask(greedy, "g1");
    ask(greedy, "g2");
    ask(greedy, "g3");
    ask(greedy, "g4");
    ask(modest, "m1");
    assertThat(begun).containsExactly("g1", "g2");

    end("g1");
    end("g2");
    assertThat(begun).containsExactly("g1", "g2", "g3", "m1");
    assertThat(places.size()).isOne();
  }

  @Test
  void whatFailsGivesItsPlaceBack() {
    ask(greedy, "g1");
    Objects.requireNonNull(works.get("g1")).completeExceptionally(new IllegalStateException("no"));
    assertThatThrownBy(
            () ->
                places
                    .with(
                        greedy,
                        () -> {
                          throw new IllegalStateException("at once");
                        })
                    .toCompletableFuture()
                    .join())
        .hasCauseInstanceOf(IllegalStateException.class);
    ask(greedy, "g2");
    ask(greedy, "g3");
    assertThat(begun).containsExactly("g1", "g2", "g3");
  }

  @Test
  void whoIsGoneNoLongerWaits() {
    ask(greedy, "g1");
    ask(greedy, "g2");
    CompletableFuture<String> dropped =
        places
            .with(modest, () -> CompletableFuture.completedFuture("for nobody"))
            .toCompletableFuture();
    ask(greedy, "g3");
    places.forget(modest);
    assertThatThrownBy(dropped::join).hasCauseInstanceOf(CallerGoneException.class);
    end("g1");
    assertThat(begun).containsExactly("g1", "g2", "g3");
  }

  @Test
  void whatWaitsIsBoundedOfEachAndOfAll() {
    for (int i = 0; i < 5; i++) {
      ask(greedy, "g" + i);
    }
    assertThatThrownBy(() -> ask(greedy, "g")).isInstanceOf(RejectedExecutionException.class);
    for (int i = 0; i < 3; i++) {
      ask(new Caller(), "other");
    }
    assertThatThrownBy(() -> ask(modest, "m")).isInstanceOf(RejectedExecutionException.class);
    assertThat(places.size()).isEqualTo(6);
  }
}
