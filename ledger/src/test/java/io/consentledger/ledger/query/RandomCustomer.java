package io.consentledger.ledger.query;

import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.query.RandomHistory.Act;
import io.consentledger.ledger.state.Limits;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a random history says about one customer, and who signs it; a fifth by anybody. */
final class RandomCustomer {
  private static final List<DelegationScope> SCOPES = List.of(DelegationScope.values());
  private static final TxId NOTHING = World.txId(-1);

  private final Dice dice;
  private final Dice reliance;
  private final World words;
  private final SigningKey guardian;
  private final String name;
  private final Map<String, DeclareProcess> newest;
  private boolean joined;
  private final List<SigningKey> keys = new ArrayList<>();
  private final List<TxId> requests = new ArrayList<>(List.of(NOTHING));
  private final List<TxId> delegations = new ArrayList<>(List.of(NOTHING));
  private final List<TxId> decisions = new ArrayList<>(List.of(NOTHING));
  private final List<TxId> recalls = new ArrayList<>(List.of(NOTHING));

  /**
   * @param newest version of each process, as recorded so far
   */
  RandomCustomer(String name, Dice dice, Map<String, DeclareProcess> newest) {
    this.name = name;
    this.dice = dice;
    this.reliance = new Dice(new Random(name.hashCode()));
    this.newest = newest;
    this.words = new World(name);
    this.guardian = World.key("guardian of " + name);
    keys.add(words.aliceKey);
  }

  SubjectRef subject() {
    return words.alice;
  }

  /** The first one opens the relationship. */
  Act next(long timeMs) {
    if (!joined || dice.once(50)) {
      joined = true;
      return new Act(words.open(), retailer());
    }
    return dice.once(2) ? will(timeMs) : fact();
  }

  /** What the customer wants, and what follows from that. */
  private Act will(long timeMs) {
    ProcessRef process = process();
    return switch (dice.below(21)) {
      case 0 -> act(words.request(process), retailer());
      case 1, 2, 3, 4, 5 ->
          act(
              words.grantFor(forWhom(process), process, future(timeMs), granted(process)),
              own(),
              agency(),
              guardian);
      case 6 -> {
        DecisionCode code = dice.once(2) ? DecisionCode.REFUSED : DecisionCode.DEFERRED;
        yield act(words.notGiven(code, process), own(), agency(), guardian);
      }
      case 7 -> act(words.withdraw(process), own(), retailer(), agency(), guardian);
      case 8 -> act(words.revokeConsent(process), retailer());
      case 9 -> act(words.invalidate(process), World.key("regulator"));
      case 10, 11 -> {
        PreferenceValue value = dice.pick(PreferenceValue.values());
        SigningKey third = value == PreferenceValue.OPTED_OUT ? retailer() : own();
        yield act(words.prefer(dice.pick(Right.values()), value), own(), third, agency(), guardian);
      }
      case 12 -> act(delegate(future(timeMs)), own());
      case 13 -> act(words.revokeDelegation(dice.pickLate(delegations)), own(), guardian);
      case 14, 17 -> act(request(), own(), retailer());
      case 15, 18, 19 -> {
        RequestStatusCode code = dice.pick(RequestStatusCode.values());
        SigningKey signer = code == RequestStatusCode.CANCELLED ? own() : retailer();
        yield act(words.status(dice.pickLate(requests), code), signer);
      }
      case 16 -> {
        SigningKey next = dice.once(5) ? dice.pick(keys) : World.key(name + " " + keys.size());
        yield act(words.rotate(next), own());
      }
      default -> byAnyKey();
    };
  }

  /** What organisations say. */
  private Act fact() {
    ProcessRef process = process();
    SigningKey recipient = World.key("broker");
    return switch (dice.below(14)) {
      case 0, 1, 10, 11 -> act(words.collected(process, someData()), retailer(), recipient);
      case 2 -> act(words.received(process, "broker", someData()), retailer(), recipient);
      case 3, 12 -> act(relying(words.used(process, someData())), retailer(), recipient);
      case 4, 5 ->
          act(
              words.disclosed(
                  process,
                  dice.pick(List.of("bank", "broker")),
                  dice.pick(Disclosure.values()),
                  someData()),
              retailer());
      case 6 -> act(words.erased(process, someData()), retailer(), recipient);
      case 7 -> {
        ProcessRef held = dice.once(4) ? null : process;
        yield act(
            words.hold(dice.pick(HoldAction.values()), held), retailer(), World.key("regulator"));
      }
      case 8 ->
          act(
              dice.once(8) ? words.certificate() : words.certificate(process),
              retailer(),
              World.key("regulator"));
      default -> act(words.acknowledge(dice.pickLate(recalls)), recipient, bank());
    };
  }

  /** Seldom a use that names what it relies on: any decision, often the newest, or none at all. */
  private Payload relying(DataUsed used) {
    return reliance.once(3)
        ? new DataUsed(
            used.salt(),
            used.controllerId(),
            used.subjectRef(),
            used.process(),
            used.dataCategories(),
            reliance.pickLate(decisions),
            null)
        : used;
  }

  /** Keeps what later transactions refer to. */
  void recorded(Payload payload, TxId txId) {
    if (payload instanceof DecideConsent) {
      decisions.add(txId);
    }
    if (payload instanceof RotateKey) {
      keys.add(World.key(name + " " + keys.size()));
    } else if (payload instanceof OpenRequest) {
      requests.add(txId);
    } else if (payload instanceof Delegate) {
      delegations.add(txId);
    } else if (payload instanceof WithdrawConsent
        || payload instanceof RevokeConsent
        || payload instanceof InvalidateConsent
        || payload instanceof DecideConsent
        || payload instanceof ErasureCertificate
        || payload instanceof SetPreference) {
      recalls.add(txId);
    }
  }

  private Payload delegate(long untilMs) {
    DelegationScope[] scope = dice.some(SCOPES).toArray(DelegationScope[]::new);
    return switch (dice.below(5)) {
      case 0, 1 -> words.delegate("agency", untilMs, scope);
      case 2, 3 -> words.delegate(guardian, untilMs, scope);
      default -> words.delegate(dice.pick(List.of("retailer", "bank")), untilMs, scope);
    };
  }

  private Payload request() {
    return words.ask(dice.pick(Regime.values()), dice.pick(RequestRight.values()));
  }

  /**
   * What any key signs that counts: a challenge, or its own end. Seldom the end of one that does
   * count, for what follows is a poorer history.
   */
  private Act byAnyKey() {
    if (dice.once(3)) {
      String nonce = Integer.toString(dice.below(1 << 30));
      return new Act(words.challenge(nonce), dice.pick(keys));
    }
    SigningKey key =
        switch (dice.below(20)) {
          case 0 -> own();
          case 1 -> guardian;
          case 2, 3, 4 -> keys.size() > 1 ? keys.get(0) : stranger();
          default -> stranger();
        };
    return new Act(words.revoke(key.verifyingKey().id()), key);
  }

  private Act act(Payload payload, SigningKey... rightly) {
    List<SigningKey> signers =
        dice.once(5)
            ? List.of(keys.get(0), own(), guardian, agency(), retailer(), bank(), stranger())
            : Arrays.asList(rightly);
    return new Act(payload, dice.pick(signers));
  }

  private SigningKey own() {
    return keys.get(keys.size() - 1);
  }

  private static SigningKey retailer() {
    return World.key("retailer");
  }

  private static SigningKey agency() {
    return World.key("agency");
  }

  private static SigningKey bank() {
    return World.key("bank");
  }

  private static SigningKey stranger() {
    return World.key("stranger");
  }

  private long future(long timeMs) {
    return Math.max(1, timeMs + (dice.below(700) - 50) * Limits.DAY_MS);
  }

  /** Mostly the newest version of a process. */
  private ProcessRef process() {
    String id = dice.pick(RandomHistory.PROCESSES);
    DeclareProcess process = newest.get(id);
    int version = process == null ? 1 : process.version();
    return new ProcessRef(id, dice.once(6) ? 1 + dice.below(version + 1) : version);
  }

  /** Mostly all that the process declares. */
  private String[] granted(ProcessRef ref) {
    DeclareProcess process = newest.get(ref.id());
    return process == null || dice.once(4)
        ? someData()
        : process.dataCategories().toArray(String[]::new);
  }

  /** Mostly everybody; else some, seldom one that the process doesn't declare. */
  private List<String> forWhom(ProcessRef ref) {
    DeclareProcess process = newest.get(ref.id());
    if (!reliance.once(3)) {
      return List.of();
    }
    return process == null || process.recipients().isEmpty() || reliance.once(5)
        ? List.of("broker")
        : reliance.some(process.recipients());
  }

  private String[] someData() {
    return dice.some(RandomHistory.DATA).toArray(String[]::new);
  }
}
