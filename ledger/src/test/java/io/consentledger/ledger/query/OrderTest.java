package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.CataloguePayload;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Outcome;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where order counts, and where it doesn't. Within a stream it does. Transactions of different
 * streams commute: whatever order within a block, each customer's state, each finding and each
 * answer is the same. The exceptions are what the rules read outside the transaction's stream:
 *
 * <ul>
 *   <li>the catalogue: a notice or process version counts from its place on;
 *   <li>holidays, likewise;
 *   <li>keys, where a customer's key signs outside the customer's stream: its own end, after which
 *       all that it signs is refused, and a challenge, which is refused before the key is known and
 *       after another took its place;
 *   <li>a key that two customers want: the first one has it;
 *   <li>block time: in a later block the same transaction may be too late.
 * </ul>
 */
class OrderTest {
  private static final int TRANSACTIONS = 500;
  private static final int ORDERS = 6;
  private static final List<String> CUSTOMERS = List.of("alice", "bob", "carol", "dave");

  private record Numbered(TxId txId, KeyId signer, Payload payload) {}

  /** Blocks of transactions as one order had them, and what came of it. */
  private record Recording(
      List<SubjectRef> subjects,
      Map<BlockContext, List<Numbered>> blocks,
      Map<TxId, Outcome> outcomes,
      List<Map<Bytes, Bytes>> states) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32, 33, 34, 35, 36})
  void streamsCommuteWithinABlock(long seed) {
    World world = World.furnished();
    Recording recording = record(seed, world);
    assertThat(recording.outcomes().values().stream().filter(Outcome.Recorded.class::isInstance))
        .as("recorded")
        .hasSizeGreaterThan(TRANSACTIONS / 4);
    int moved = 0;
    for (int order = 0; order < ORDERS; order++) {
      Random random = new Random(seed * 1_000 + order);
      StateOverlay state = new StateOverlay(world.state);
      int block = 0;
      for (Map.Entry<BlockContext, List<Numbered>> entry : recording.blocks().entrySet()) {
        List<Numbered> shuffled = shuffle(entry.getValue(), world, random);
        moved += shuffled.equals(entry.getValue()) ? 0 : 1;
        for (Numbered one : shuffled) {
          assertThat(apply(world, state, entry.getKey(), one))
              .as("order %d of seed %d: %s", order, seed, one)
              .isEqualTo(recording.outcomes().get(one.txId()));
        }
        assertThat(state.changes())
            .as("order %d of seed %d: state at %s", order, seed, entry.getKey())
            .isEqualTo(recording.states().get(block));
        block++;
      }
      BlockContext tip = new ArrayList<>(recording.blocks().keySet()).get(block - 1);
      StateOverlay expected = new StateOverlay(world.state);
      recording.states().get(block - 1).forEach(expected::put);
      assertThat(answers(world, recording.subjects(), state, tip))
          .isEqualTo(answers(world, recording.subjects(), expected, tip));
    }
    assertThat(moved).as("blocks in another order").isGreaterThan(ORDERS);
  }

  @Test
  void aProcessVersionCountsFromItsPlaceOn() {
    World world = World.furnished();
    Payload second =
        world.process(
            new ProcessRef("loyalty", 2), "Consent", List.of("Purchase"), List.of("broker"));
    Numbered declared = numbered(1, second, world.retailerSigner);
    Numbered granted = numbered(2, world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    requireOrderCounts(world, declared, granted);
  }

  @Test
  void aHolidayCountsFromItsPlaceOn() {
    World world = World.furnished();
    world.recorded(world.grant(World.SALE, "AgeRange"), world.aliceSigner);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.aliceSigner);
    world.advanceDays(22); // Tuesday: the sixteenth business day, or the fifteenth
    Numbered listed = numbered(1, world.holidays(2026, 1, "2026-01-19"), world.regulatorSigner);
    Payload sale = world.disclosed(World.SALE, "broker", Disclosure.SALE, "AgeRange");
    requireOrderCounts(world, listed, numbered(2, sale, world.retailerSigner));
  }

  @Test
  void theEndOfAKeyCountsFromItsPlaceOn() {
    World world = World.furnished();
    Numbered ended = numbered(1, world.revoke(world.aliceSigner), world.aliceSigner);
    Payload optOut = world.prefer(Right.SALE, PreferenceValue.OPTED_OUT);
    requireOrderCounts(world, ended, numbered(2, optOut, world.aliceSigner));
  }

  @Test
  void aChallengeCountsWhileItsKeyDoes() {
    World world = World.furnished();
    Numbered rotated = numbered(1, world.rotate(World.key("next")), world.aliceSigner);
    Numbered challenge = numbered(2, world.challenge("drawn"), world.aliceSigner);
    requireOrderCounts(world, rotated, challenge);
  }

  @Test
  void theFirstOfTwoCustomersHasAKey() {
    World world = World.furnished();
    World bob = new World("bob");
    world.recorded(bob.open(), world.retailerSigner);
    Numbered alices = numbered(1, world.rotate(World.key("wanted")), world.aliceSigner);
    requireOrderCounts(
        world, alices, numbered(2, bob.rotate(World.key("wanted")), bob.aliceSigner));
  }

  @Test
  void blockTimeCounts() {
    World world = World.furnished();
    world.recorded(world.grant(World.LOYALTY, world.timeMs + 1_000, "Purchase"), world.aliceSigner);
    Numbered use = numbered(1, world.used(World.LOYALTY, "Purchase"), world.retailerSigner);
    BlockContext later = new BlockContext(world.block().height(), world.timeMs + 1_000);
    assertThat(apply(world, new StateOverlay(world.state), later, use))
        .isNotEqualTo(apply(world, new StateOverlay(world.state), world.block(), use));
  }

  private static void requireOrderCounts(World world, Numbered one, Numbered other) {
    List<Map<TxId, Outcome>> seen = new ArrayList<>();
    for (List<Numbered> order : List.of(List.of(one, other), List.of(other, one))) {
      StateOverlay state = new StateOverlay(world.state);
      Map<TxId, Outcome> outcomes = new HashMap<>();
      order.forEach(it -> outcomes.put(it.txId(), apply(world, state, world.block(), it)));
      seen.add(outcomes);
    }
    assertThat(seen.get(0)).isNotEqualTo(seen.get(1));
  }

  private static Numbered numbered(int number, Payload payload, KeyId signer) {
    return new Numbered(World.txId(1_000_000 + number), signer, payload);
  }

  private static Outcome apply(
      World world, StateOverlay state, BlockContext block, Numbered transaction) {
    return world.rules.apply(
        state, block, transaction.txId(), transaction.signer(), transaction.payload());
  }

  private static Recording record(long seed, World world) {
    RandomHistory history = new RandomHistory(seed, CUSTOMERS);
    Recording recording =
        new Recording(
            history.subjects(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    Random sizes = new Random(seed);
    StateOverlay state = new StateOverlay(world.state);
    BlockContext block = world.block();
    while (recording.outcomes().size() < TRANSACTIONS) {
      block = new BlockContext(block.height() + 1, block.timeMs() + history.pauseMs());
      List<Numbered> transactions = new ArrayList<>();
      for (int left = 1 + sizes.nextInt(80); left > 0; left--) {
        RandomHistory.Act act = history.next(block.timeMs());
        Numbered one = numbered(recording.outcomes().size(), act.payload(), act.signerId());
        Outcome outcome = apply(world, state, block, one);
        recording.outcomes().put(one.txId(), outcome);
        transactions.add(one);
        if (outcome instanceof Outcome.Recorded) {
          history.recorded(act, one.txId());
        }
      }
      recording.blocks().put(block, transactions);
      recording.states().add(new TreeMap<>(state.changes()));
    }
    return recording;
  }

  /** Another order that keeps each stream's, and the place of what counts for everybody. */
  private static List<Numbered> shuffle(List<Numbered> block, World world, Random random) {
    List<Numbered> shuffled = new ArrayList<>();
    Map<StreamId, Deque<Numbered>> waiting = new LinkedHashMap<>();
    for (Numbered one : block) {
      if (countsForEverybody(one.payload())) {
        drain(waiting, shuffled, random);
        shuffled.add(one);
      } else {
        waiting
            .computeIfAbsent(
                one.payload().stream(world.genesis.networkId()), any -> new ArrayDeque<>())
            .add(one);
      }
    }
    drain(waiting, shuffled, random);
    return shuffled;
  }

  private static void drain(
      Map<StreamId, Deque<Numbered>> waiting, List<Numbered> into, Random random) {
    List<Deque<Numbered>> queues = new ArrayList<>(waiting.values());
    waiting.clear();
    while (!queues.isEmpty()) {
      Deque<Numbered> queue = queues.get(random.nextInt(queues.size()));
      into.add(queue.remove());
      if (queue.isEmpty()) {
        queues.remove(queue);
      }
    }
  }

  private static boolean countsForEverybody(Payload payload) {
    return payload instanceof CataloguePayload
        || payload instanceof PublishHolidays
        || payload instanceof RevokeKey
        || payload instanceof AuditChallenge;
  }

  private static List<Object> answers(
      World world, List<SubjectRef> subjects, StateOverlay state, BlockContext tip) {
    List<Object> answers = new ArrayList<>();
    for (SubjectRef subject : subjects) {
      for (String process : RandomHistory.PROCESSES) {
        for (Operation operation : Operation.values()) {
          CheckQuery query =
              new CheckQuery(
                  subject,
                  world.retailer,
                  process,
                  null,
                  List.of(),
                  operation,
                  "broker",
                  null,
                  null);
          answers.add(Checker.check(state, query, tip));
        }
      }
      answers.add(Overdue.of(state, subject, tip.timeMs()));
    }
    return answers;
  }
}
