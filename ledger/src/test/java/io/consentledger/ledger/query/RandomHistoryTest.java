package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.Outcome;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold after every history; the seed in a test's name or failure replays it. */
class RandomHistoryTest {
  private static final int STEPS = 800;
  private static final List<String> CUSTOMERS = List.of("alice", "bob");

  /** One after the other: all that the process declares, or one category. */
  private static final List<List<String>> DATA =
      List.of(
          List.of(), List.of("AgeRange"), List.of("Health"), List.of("Name"), List.of("Purchase"));

  /** All that has to be known of a history to say what must not be permitted after it. */
  private static final class Story {
    final World world = World.furnished();
    final RandomHistory history;
    final Map<SubjectRef, Followed> customers = new LinkedHashMap<>();
    final Map<String, DeclareProcess> newest = new HashMap<>();
    final Set<KeyId> dead = new HashSet<>();
    final Set<Kind> recorded = EnumSet.noneOf(Kind.class);

    Story(long seed) {
      history = new RandomHistory(seed, CUSTOMERS);
      history
          .subjects()
          .forEach(it -> customers.put(it, new Followed(world.genesis, world.retailer)));
      customer(world.alice).recorded(world.open(), world.retailerSigner, World.txId(0), 0);
    }

    Followed customer(SubjectRef subject) {
      return Objects.requireNonNull(customers.get(subject));
    }

    void recorded(RandomHistory.Act act) {
      assertThat(dead).as("a revoked or replaced key signed").doesNotContain(act.signerId());
      history.recorded(act, world.newestTxId());
      recorded.add(act.payload().kind());
      if (act.payload() instanceof RevokeKey || act.payload() instanceof RotateKey) {
        dead.add(act.signerId());
      }
      if (act.payload() instanceof DeclareProcess process) {
        newest.put(process.processId(), process);
      } else if (act.payload() instanceof SubjectPayload about) {
        customer(about.subjectRef())
            .recorded(about, act.signerId(), world.newestTxId(), world.timeMs);
      }
    }

    /** Fails where something is permitted that was ended or opted out of; counts the permits. */
    int requireDenied(SubjectRef subject, List<String> dataCategories) {
      Followed customer = customer(subject);
      int permits = 0;
      for (String process : RandomHistory.PROCESSES) {
        for (Operation operation : Operation.values()) {
          Decision decision =
              Checker.check(
                  world.state,
                  query(world, subject, process, dataCategories, operation, null),
                  world.block());
          assertThat(decision.reasons()).as("why").isNotEmpty();
          if (decision.effect() == Effect.PERMIT) {
            boolean consented = decision.reasons().contains(Reason.CONSENT_GIVEN);
            assertThat(consented && customer.hasEnded(process))
                .as("%s rests on an ended consent to %s", operation, process)
                .isFalse();
            assertThat(touched(process, operation))
                .as("%s under %s", operation, process)
                .noneMatch(customer::hasOptedOut);
            assertThat(!consented && customer.hasOptedOut(Right.RESTRICTION))
                .as("%s under %s, which is restricted", operation, process)
                .isFalse();
            assertThat(decision.basis()).isPresent();
            permits++;
          }
        }
      }
      return permits;
    }

    /** The rights whose opt-out forbids it: docs/reference/codes.md, said once more. */
    private Set<Right> touched(String processId, Operation operation) {
      Set<Right> rights = EnumSet.noneOf(Right.class);
      if (operation == Operation.SELL) {
        rights.add(Right.SALE);
      }
      if (operation == Operation.SHARE) {
        rights.add(Right.SHARE);
      }
      DeclareProcess process = newest.get(processId);
      if (process != null
          && List.of("LegitimateInterest", "A6-1-e").contains(process.legalBasis())) {
        rights.add(Right.OBJECTION);
      }
      if (process == null || operation == Operation.COLLECT) {
        return rights;
      }
      if (process.purposes().contains("DirectMarketing")) {
        rights.add(Right.DIRECT_MARKETING);
      }
      if (!process.legalBasis().equals("LegalObligation")) {
        if (process.flags().contains(ProcessFlag.SENSITIVE)
            || process.dataCategories().contains("Health")) {
          rights.add(Right.SENSITIVE);
        }
        if (operation == Operation.USE
            && process.flags().contains(ProcessFlag.AUTOMATED_DECISIONS)) {
          rights.add(Right.AUTOMATED_DECISIONS);
        }
      }
      return rights;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTotalAndNeverPermitsAfterAnEndWithoutANewGrant(long seed) {
    Story story = new Story(seed);
    World world = story.world;
    int recorded = 0;
    int permits = 0;
    Map<Bytes, Bytes> store = new HashMap<>(world.state.changes());
    for (int i = 0; i < STEPS; i++) {
      world.timeMs += story.history.pauseMs();
      world.state = new StateOverlay(store::get);
      RandomHistory.Act act = story.history.next(world.timeMs);
      if (world.apply(act.payload(), act.signerId()) instanceof Outcome.Recorded) {
        recorded++;
        story.recorded(act);
      } else {
        assertThat(world.state.changes()).as("left by a rejection").isEmpty();
      }
      store.putAll(world.state.changes());
      for (SubjectRef subject : story.customers.keySet()) {
        permits += story.requireDenied(subject, DATA.get(i % DATA.size()));
      }
    }
    assertThat(recorded).isBetween(STEPS / 10, STEPS);
    assertThat(permits).as("a history without a permit proves nothing").isPositive();
  }

  @Test
  void recordsEveryKind() {
    Set<Kind> missing = EnumSet.allOf(Kind.class);
    for (long seed = 1; seed <= 8; seed++) {
      Story story = new Story(seed);
      for (int i = 0; i < STEPS; i++) {
        story.world.timeMs += story.history.pauseMs();
        RandomHistory.Act act = story.history.next(story.world.timeMs);
        if (story.world.apply(act.payload(), act.signerId()) instanceof Outcome.Recorded) {
          story.recorded(act);
        }
      }
      missing.removeAll(story.recorded);
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void givesTheSameStateWhateverMapHoldsItAndHoweverBlocksAreCut() {
    for (long seed = 100; seed < 104; seed++) {
      String one = run(seed, 1, new TreeMap<>());
      assertThat(run(seed, 1, new HashMap<>())).as("seed %d", seed).isEqualTo(one);
      assertThat(run(seed, 7, new HashMap<>(1 << 16))).as("seed %d", seed).isEqualTo(one);
      assertThat(run(seed, STEPS, new TreeMap<>())).as("seed %d", seed).isEqualTo(one);
    }
  }

  @Test
  void givesTheSameStateInEveryLocaleAndTimeZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String expected = run(42, 5, new TreeMap<>());
    try {
      List<String> zones =
          List.of("Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "Europe/Vilnius");
      List<String> tags =
          List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "lt-LT");
      for (int i = 0; i < tags.size(); i++) {
        Locale.setDefault(Locale.forLanguageTag(tags.get(i)));
        TimeZone.setDefault(TimeZone.getTimeZone(zones.get(i)));
        assertThat(run(42, 5, new TreeMap<>())).as(tags.get(i)).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Whatever came later: what the ledger knew at a height is what it answered then. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14})
  void knowsForEverWhatItAnsweredThen(long seed) {
    Story story = new Story(seed);
    World world = story.world;
    Map<BlockContext, List<Decision>> then = new LinkedHashMap<>();
    for (int i = 0; i < STEPS; i++) {
      world.timeMs += story.history.pauseMs();
      RandomHistory.Act act = story.history.next(world.timeMs);
      if (world.apply(act.payload(), act.signerId()) instanceof Outcome.Recorded) {
        story.recorded(act);
      }
      then.put(world.block(), decisions(world, world.block(), null));
    }
    assertThat(Set.copyOf(then.values())).as("a history of one answer").hasSizeGreaterThan(2);
    then.forEach(
        (block, decisions) ->
            assertThat(decisions(world, block, block.height()))
                .as("%s", block)
                .isEqualTo(decisions));
  }

  private static List<Decision> decisions(
      World world, BlockContext block, @Nullable Long knownAtHeight) {
    List<Decision> decisions = new ArrayList<>();
    for (String process : RandomHistory.PROCESSES) {
      for (Operation operation : Operation.values()) {
        decisions.add(
            Checker.check(
                world.state,
                query(world, world.alice, process, List.of(), operation, knownAtHeight),
                block));
      }
    }
    return decisions;
  }

  private static CheckQuery query(
      World world,
      SubjectRef subject,
      String process,
      List<String> dataCategories,
      Operation operation,
      @Nullable Long knownAtHeight) {
    return new CheckQuery(
        subject,
        world.retailer,
        process,
        null,
        dataCategories,
        operation,
        "broker",
        null,
        knownAtHeight);
  }

  /** Outcomes and state of a history, as one hash. */
  private static String run(long seed, int blockSize, Map<Bytes, Bytes> store) {
    World world = World.furnished();
    store.putAll(world.state.changes());
    world.state = new StateOverlay(store::get);
    RandomHistory history = new RandomHistory(seed, CUSTOMERS);
    StringBuilder outcomes = new StringBuilder();
    for (int i = 0; i < STEPS; i++) {
      world.timeMs += history.pauseMs();
      RandomHistory.Act act = history.next(world.timeMs);
      Outcome outcome = world.apply(act.payload(), act.signerId());
      outcomes.append(outcome).append('\n');
      if (outcome instanceof Outcome.Recorded) {
        history.recorded(act, world.newestTxId());
      }
      if (i % blockSize == blockSize - 1) {
        store.putAll(world.state.changes());
        world.state = new StateOverlay(store::get);
      }
    }
    store.putAll(world.state.changes());
    new TreeMap<>(store)
        .forEach((key, value) -> outcomes.append(key.toHex()).append(value.toHex()).append('\n'));
    return Digest.of(Bytes.utf8(outcomes.toString())).toHex();
  }
}
