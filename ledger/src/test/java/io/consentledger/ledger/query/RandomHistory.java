package io.consentledger.ledger.query;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.state.Limits;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Makes transactions of every kind at random, many of them wrong: who signs, what, in which order.
 * It knows what was recorded, so that it can answer requests, end delegations and acknowledge; no
 * two customers ever use one key.
 */
public final class RandomHistory {
  static final List<String> DATA = List.of("AgeRange", "Health", "Name", "Purchase");
  private static final long HOUR_MS = Limits.DAY_MS / 24;
  static final List<String> PROCESSES = List.of("loyalty", "data-sale");
  private static final List<String> BASES =
      List.of(
          "Consent",
          "ExplicitlyExpressedConsent",
          "ExplicitlyExpressedConsent",
          "Contract",
          "LegitimateInterest",
          "A6-1-e",
          "LegalObligation",
          "A9-2-h");
  private static final List<String> PURPOSES = List.of("DirectMarketing", "ServiceProvision");
  private static final List<String> PARTIES =
      List.of("retailer", "bank", "broker", "regulator", "agency", "stranger");

  /** A transaction that is not numbered yet. */
  public record Act(Payload payload, SigningKey signer) {
    KeyId signerId() {
      return signer.verifyingKey().id();
    }
  }

  private final Dice dice;
  private final int otherOnceIn;
  private final World words = new World();
  private final List<RandomCustomer> customers;
  private final Map<String, DeclareProcess> newest = new HashMap<>();

  /** One transaction in eight is about no customer. */
  public RandomHistory(long seed, List<String> customers) {
    this(seed, customers, 8);
  }

  /**
   * @param customers of the retailer, by name
   * @param otherOnceIn one transaction in so many is about no customer
   */
  RandomHistory(long seed, List<String> customers, int otherOnceIn) {
    this.dice = new Dice(new Random(seed));
    this.otherOnceIn = otherOnceIn;
    this.customers =
        customers.stream().map(name -> new RandomCustomer(name, dice, newest)).toList();
  }

  /** The customers' pseudonyms. */
  public List<SubjectRef> subjects() {
    return customers.stream().map(RandomCustomer::subject).toList();
  }

  /** How long nothing happens before the next transaction: often not at all, or up to 30 days. */
  public long pauseMs() {
    return dice.once(4) ? dice.below(30 * 24) * HOUR_MS : dice.below(2) * 1_000L;
  }

  /** The next transaction for a block of this time. */
  public Act next(long timeMs) {
    if (!dice.once(otherOnceIn)) {
      return dice.pick(customers).next(timeMs);
    }
    return switch (dice.below(5)) {
      case 0 -> by("retailer", words.notice(new NoticeRef("privacy", 1 + dice.below(3))));
      case 1 -> by("retailer", process());
      case 2, 3 -> by("regulator", holidays(timeMs));
      default -> by(dice.pick(PARTIES), words.challenge(Integer.toString(dice.below(1 << 30))));
    };
  }

  /** Tells it that what it made was recorded. */
  public void recorded(Act act, TxId txId) {
    if (act.payload() instanceof DeclareProcess process) {
      newest.put(process.processId(), process);
    } else if (act.payload() instanceof SubjectPayload about) {
      for (RandomCustomer customer : customers) {
        if (customer.subject().equals(about.subjectRef())) {
          customer.recorded(act.payload(), txId);
        }
      }
    }
  }

  /** Mostly this party. */
  private Act by(String party, Payload payload) {
    return new Act(payload, World.key(dice.once(5) ? dice.pick(PARTIES) : party));
  }

  private Payload process() {
    String id = dice.pick(PROCESSES);
    DeclareProcess before = newest.get(id);
    int version = before == null ? 2 : before.version() + dice.below(3);
    DeclareProcess plain =
        words.process(
            new ProcessRef(id, version),
            dice.pick(BASES),
            dice.some(DATA),
            dice.some(List.of("bank", "broker")),
            flags());
    return new DeclareProcess(
        plain.salt(),
        plain.controllerId(),
        plain.processId(),
        plain.version(),
        plain.notice(),
        dice.some(PURPOSES),
        plain.legalBasis(),
        plain.dataCategories(),
        plain.recipients(),
        plain.storageLocations(),
        1 + dice.below(2_000),
        plain.jurisdiction(),
        plain.flags());
  }

  private ProcessFlag[] flags() {
    return Arrays.stream(ProcessFlag.values())
        .filter(flag -> dice.once(3))
        .toArray(ProcessFlag[]::new);
  }

  private Payload holidays(long timeMs) {
    int year = LocalDate.ofEpochDay(timeMs / Limits.DAY_MS).getYear();
    TreeSet<String> days = new TreeSet<>();
    for (int left = dice.below(20); left > 0; left--) {
      days.add(LocalDate.ofYearDay(year, 1 + dice.below(365)).toString());
    }
    return words.holidays(year, 1 + dice.below(6), days.toArray(String[]::new));
  }
}
