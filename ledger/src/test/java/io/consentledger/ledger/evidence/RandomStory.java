package io.consentledger.ledger.evidence;

import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.TxId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What alice, the retailer and others might sign next: sensible more often than not, never sure to
 * be recorded.
 */
final class RandomStory {
  private static final List<String> PROCESSES = List.of("loyalty", "data-sale");
  private static final List<String> DATA = List.of("AgeRange", "Health", "Name", "Purchase");
  private static final List<String> ORGANISATIONS = List.of("retailer", "bank", "broker", "agency");
  private static final List<String> BASES =
      List.of(
          "Consent",
          "A6-1-a",
          "ExplicitlyExpressedConsent",
          "A9-2-a",
          "Contract",
          "LegalObligation",
          "A6-1-d",
          "A9-2-h");

  /** So many of those, from the beginning, are consent. */
  private static final int CONSENTS = 4;

  /** Somebody who signs something. */
  record Act(Payload payload, SigningKey signer) {}

  private final Random random;
  private final World world;
  private final List<TxId> recorded;
  private final Map<String, Integer> newest = new HashMap<>();
  private final List<Long> moments = new ArrayList<>();
  private SigningKey alice;
  private int keys;

  /**
   * @param recorded ids of what stands in alice's stream so far; the caller adds to it
   */
  RandomStory(Random random, World world, List<TxId> recorded) {
    this.random = random;
    this.world = world;
    this.recorded = recorded;
    this.alice = world.aliceKey;
  }

  /** What comes before all else. */
  List<Act> beginning() {
    List<Act> acts = new ArrayList<>();
    acts.add(by("retailer", world.notice(World.NOTICE)));
    for (String process : PROCESSES) {
      acts.add(by("retailer", declare(process, 1)));
    }
    Assurance assurance = pick(Assurance.values());
    OpenRelationship open =
        OpenRelationship.prove(
            world.genesis.networkId(), World.SALT, world.retailer, world.aliceKey, assurance);
    acts.add(by("retailer", open));
    return acts;
  }

  /** That this was recorded. */
  void happened(Act act) {
    if (act.payload() instanceof RotateKey) {
      alice = World.key("alice " + keys);
    } else if (act.payload() instanceof DeclareProcess declared) {
      newest.put(declared.processId(), declared.version());
    } else if (act.payload() instanceof DecideConsent decided && decided.validUntilMs() > 0) {
      moments.add(decided.validUntilMs());
    }
  }

  /** A time at which something may change, or the moment before, or any other. */
  long momentUpTo(long newestMs) {
    long anyMs = World.START_MS + random.nextLong(newestMs - World.START_MS + 1);
    return random.nextBoolean() || moments.isEmpty()
        ? anyMs
        : Math.min(newestMs, pick(moments) - random.nextInt(2));
  }

  Act next() {
    ProcessRef process = process();
    List<Supplier<Act>> acts =
        List.of(
            () ->
                by(
                    "retailer",
                    declare(
                        process.id(), newest.getOrDefault(process.id(), 1) + random.nextInt(3))),
            () -> by("retailer", world.request(process)),
            () -> grant(process),
            () -> grant(process),
            () ->
                byCustomer(
                    world.notGiven(
                        random.nextBoolean() ? DecisionCode.REFUSED : DecisionCode.DEFERRED,
                        process)),
            () -> byCustomer(world.withdraw(process)),
            () -> by("retailer", world.revokeConsent(process)),
            () -> by("regulator", world.invalidate(process)),
            () -> byCustomer(world.prefer(pick(Right.values()), pick(PreferenceValue.values()))),
            () -> byCustomer(world.prefer(pick(Right.values()), PreferenceValue.OPTED_OUT)),
            () -> byHolder(world.collected(process, some(DATA))),
            () -> byHolder(world.received(process, "bank", some(DATA))),
            () -> byHolder(world.used(process, some(DATA))),
            () ->
                by(
                    "retailer",
                    world.disclosed(
                        process, pick(ORGANISATIONS), pick(Disclosure.values()), some(DATA))),
            () ->
                by(
                    "retailer",
                    world.disclosed(process, "stranger", pick(Disclosure.values()), some(DATA))),
            () -> byHolder(world.erased(process, some(DATA))),
            () ->
                by(
                    "retailer",
                    random.nextInt(3) == 0 ? world.certificate() : world.certificate(process)),
            () ->
                by(
                    pick(List.of("retailer", "regulator")),
                    world.hold(pick(HoldAction.values()), random.nextBoolean() ? process : null)),
            () ->
                by(
                    pick(List.of("retailer", "regulator")),
                    world.hold(HoldAction.LIFTED, random.nextBoolean() ? process : null)),
            () -> byCustomer(world.ask(pick(Regime.values()), pick(RequestRight.values()))),
            this::status,
            this::status,
            () -> by(pick(ORGANISATIONS), world.acknowledge(earlier())),
            () -> by(pick(ORGANISATIONS), world.acknowledge(earlier())),
            this::holidays,
            this::delegate,
            this::rotation,
            () -> new Act(world.revokeDelegation(earlier()), alice));
    return acts.get(random.nextInt(acts.size())).get();
  }

  /** A question that a bundle may hold. */
  CheckQuery question(long newestMs, long newestHeight) {
    boolean then = random.nextBoolean();
    return new CheckQuery(
        world.alice,
        random.nextInt(12) == 0 ? world.bank : world.retailer,
        random.nextInt(20) == 0 ? "Not-an-identifier" : pick(PROCESSES),
        random.nextInt(3) == 0 ? 1 + random.nextInt(8) : null,
        random.nextInt(3) == 0 ? List.of() : List.of(some(DATA)),
        pick(Operation.values()),
        random.nextInt(6) == 0 ? null : pick(List.of("broker", "bank", "agency")),
        then ? momentUpTo(newestMs) : null,
        random.nextInt(3) == 0 ? 1 + random.nextLong(newestHeight) : null);
  }

  private Act grant(ProcessRef process) {
    long untilMs = world.timeMs + (1 + random.nextInt(100)) * 86_400_000L;
    String[] data = random.nextBoolean() ? DATA.toArray(String[]::new) : some(DATA);
    return byCustomer(world.grant(process, untilMs, data));
  }

  private DeclareProcess declare(String process, int version) {
    List<ProcessFlag> flags = new ArrayList<>();
    for (ProcessFlag flag : ProcessFlag.values()) {
      if (random.nextInt(3) == 0) {
        flags.add(flag);
      }
    }
    return new DeclareProcess(
        World.SALT,
        world.retailer,
        process,
        version,
        World.NOTICE,
        random.nextInt(3) == 0 ? List.of("DirectMarketing", "Marketing") : List.of("Marketing"),
        pick(process.equals("loyalty") ? BASES.subList(0, CONSENTS) : BASES),
        process.equals("loyalty") || random.nextBoolean() ? DATA : List.of(some(DATA)),
        List.of(some(List.of("agency", "bank", "broker"))),
        List.of("FR"),
        pick(List.of(0, 5, 30, 365)),
        "FR",
        flags);
  }

  private Act status() {
    Payload said = world.status(earlier(), pick(RequestStatusCode.values()));
    return random.nextInt(4) == 0 ? byCustomer(said) : by("retailer", said);
  }

  private Act holidays() {
    int year = 2026 + random.nextInt(2);
    List<String> days = new ArrayList<>();
    LocalDate day = LocalDate.of(year, 1, 1);
    for (int i = 0; i < 60; i++) {
      days.add(day.toString());
      day = day.plusDays(1 + random.nextInt(6));
    }
    days.removeIf(date -> !date.startsWith(year + "-"));
    return by(
        "regulator", world.holidays(year, 1 + random.nextInt(9), days.toArray(String[]::new)));
  }

  private Act delegate() {
    long untilMs = world.timeMs + (1 + random.nextInt(90)) * 86_400_000L;
    DelegationScope[] scope = DelegationScope.values();
    return new Act(
        random.nextBoolean()
            ? world.delegate("agency", untilMs, scope)
            : world.delegate(World.key("guardian"), untilMs, scope),
        alice);
  }

  private Act rotation() {
    keys++;
    return new Act(world.rotate(World.key("alice " + keys)), alice);
  }

  private Act by(String organisation, Payload payload) {
    return new Act(payload, World.key(organisation));
  }

  /** The customer, mostly: perhaps a delegate, or the controller that relays it. */
  private Act byCustomer(Payload payload) {
    return switch (random.nextInt(6)) {
      case 0 -> by("agency", payload);
      case 1 -> by("guardian", payload);
      case 2 -> by("retailer", payload);
      default -> new Act(payload, alice);
    };
  }

  private Act byHolder(Payload payload) {
    return by(random.nextInt(3) == 0 ? pick(ORGANISATIONS) : "retailer", payload);
  }

  private ProcessRef process() {
    String process = pick(PROCESSES);
    int version = random.nextInt(8) == 0 ? 1 + random.nextInt(8) : newest.getOrDefault(process, 1);
    return new ProcessRef(process, version);
  }

  private TxId earlier() {
    int newest = recorded.size() - 1;
    return recorded.get(Math.max(0, newest - random.nextInt(12)));
  }

  private String[] some(List<String> all) {
    String[] chosen = all.stream().filter(any -> random.nextBoolean()).toArray(String[]::new);
    return chosen.length == 0 ? new String[] {pick(all)} : chosen;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private <T> T pick(T[] from) {
    return pick(Arrays.asList(from));
  }
}
