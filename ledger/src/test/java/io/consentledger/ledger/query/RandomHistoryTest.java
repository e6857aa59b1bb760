package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.Outcome;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.state.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold after every history; the seed in a test's name replays it. */
class RandomHistoryTest {
  private static final int STEPS = 800;
  private static final List<String> PROCESSES = List.of("loyalty", "data-sale");
  private static final Set<Reason> BASED_ON_CONSENT = Set.of(Reason.CONSENT_GIVEN);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTotalAndNeverPermitsAfterAnEndWithoutANewGrant(long seed) {
    World world = World.furnished();
    RandomHistory history = new RandomHistory(seed, world);
    Set<String> ended = new TreeSet<>();
    Set<Right> optedOut = new TreeSet<>();
    int recorded = 0;
    int permits = 0;
    boolean revoked = false;
    Map<Bytes, Bytes> store = new HashMap<>(world.state.changes());
    for (int i = 0; i < STEPS; i++) {
      world.timeMs += history.pauseMs();
      world.state = new StateOverlay(store::get);
      Payload payload = history.next();
      KeyId signer = history.signer();
      if (world.apply(payload, signer) instanceof Outcome.Recorded) {
        recorded++;
        assertThat(revoked && signer.equals(world.aliceSigner)).as("a dead key signed").isFalse();
        revoked |= payload instanceof RevokeKey;
        follow(payload, signer, world, ended, optedOut);
      } else {
        assertThat(world.state.changes()).as("left by a rejection").isEmpty();
      }
      store.putAll(world.state.changes());
      permits += requireDenied(world, ended, optedOut);
    }
    assertThat(recorded).isBetween(STEPS / 10, STEPS);
    assertThat(permits).as("a history without a permit proves nothing").isPositive();
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

  private static void follow(
      Payload payload, KeyId signer, World world, Set<String> ended, Set<Right> optedOut) {
    if (payload instanceof WithdrawConsent withdrawal) {
      ended.add(withdrawal.processId());
    } else if (payload instanceof RevokeConsent revocation) {
      ended.add(revocation.processId());
    } else if (payload instanceof InvalidateConsent finding) {
      ended.add(finding.processId());
    } else if (payload instanceof DecideConsent decision) {
      assertThat(signer).isEqualTo(world.aliceSigner);
      if (decision.decision() == DecisionCode.GIVEN) {
        ended.remove(decision.process().id());
      } else if (decision.decision() == DecisionCode.REFUSED) {
        ended.add(decision.process().id());
      }
    } else if (payload instanceof SetPreference preference) {
      if (preference.value() == PreferenceValue.OPTED_OUT) {
        optedOut.add(preference.right());
      } else {
        assertThat(signer).isEqualTo(world.aliceSigner);
        optedOut.remove(preference.right());
      }
    } else if (payload instanceof FactPayload) {
      assertThat(signer).isNotEqualTo(world.aliceSigner);
    }
  }

  private static int requireDenied(World world, Set<String> ended, Set<Right> optedOut) {
    int permits = 0;
    for (String process : PROCESSES) {
      for (Operation operation : Operation.values()) {
        Decision decision =
            Checker.check(world.state, query(world, process, operation, null), world.block());
        if (decision.reasons().isEmpty()) {
          throw new AssertionError("a decision without a reason");
        }
        if (decision.effect() == Effect.PERMIT) {
          boolean consented = BASED_ON_CONSENT.containsAll(decision.reasons());
          assertThat(consented && ended.contains(process)).as(process).isFalse();
          assertThat(operation == Operation.SELL && optedOut.contains(Right.SALE)).isFalse();
          assertThat(operation == Operation.SHARE && optedOut.contains(Right.SHARE)).isFalse();
          assertThat(decision.basis()).isPresent();
          permits++;
        }
      }
    }
    return permits;
  }

  private static CheckQuery query(
      World world, String process, Operation operation, @Nullable Long knownAtHeight) {
    return new CheckQuery(
        world.alice,
        world.retailer,
        process,
        null,
        List.of(),
        operation,
        "broker",
        null,
        knownAtHeight);
  }

  /** Whatever came later: what the ledger knew at a height is what it answered then. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14})
  void knowsForEverWhatItAnsweredThen(long seed) {
    World world = World.furnished();
    RandomHistory history = new RandomHistory(seed, world);
    Map<BlockContext, List<Decision>> then = new LinkedHashMap<>();
    for (int i = 0; i < STEPS; i++) {
      world.timeMs += history.pauseMs();
      world.apply(history.next(), history.signer());
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
    for (String process : PROCESSES) {
      for (Operation operation : Operation.values()) {
        decisions.add(
            Checker.check(world.state, query(world, process, operation, knownAtHeight), block));
      }
    }
    return decisions;
  }

  /** Outcomes and state of a history, as one hash. */
  private static String run(long seed, int blockSize, Map<Bytes, Bytes> store) {
    World world = World.furnished();
    store.putAll(world.state.changes());
    world.state = new StateOverlay(store::get);
    RandomHistory history = new RandomHistory(seed, world);
    StringBuilder outcomes = new StringBuilder();
    for (int i = 0; i < STEPS; i++) {
      world.timeMs += history.pauseMs();
      outcomes.append(world.apply(history.next(), history.signer())).append('\n');
      if (i % blockSize == blockSize - 1) {
        store.putAll(world.state.changes());
        world.state = new StateOverlay(store::get);
      }
    }
    store.putAll(world.state.changes());
    return Digest.of(Bytes.utf8(outcomes + new TreeMap<>(store).toString())).toHex();
  }
}
