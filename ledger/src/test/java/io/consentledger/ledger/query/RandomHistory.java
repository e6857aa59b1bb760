package io.consentledger.ledger.query;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.state.Limits;
import io.consentledger.ledger.state.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes transactions at random, many of them wrong: who signs, what, in which order. */
final class RandomHistory {
  private static final List<String> DATA = List.of("AgeRange", "Health", "Name", "Purchase");
  private static final List<String> BASES =
      List.of("Consent", "ExplicitlyExpressedConsent", "Contract", "LegalObligation", "A9-2-h");
  private static final List<String> PARTIES =
      List.of("retailer", "bank", "broker", "regulator", "stranger");

  private final Random random;
  private final World world;

  RandomHistory(long seed, World world) {
    this.random = new Random(seed);
    this.world = world;
  }

  /** A signer: mostly the one who may. */
  KeyId signer() {
    int dice = random.nextInt(10);
    if (dice < 4) {
      return world.aliceSigner;
    }
    return dice < 8 ? world.retailerSigner : World.key(pick(PARTIES)).verifyingKey().id();
  }

  long pauseMs() {
    return random.nextInt(4) == 0 ? random.nextInt(60) * Limits.DAY_MS : random.nextInt(2) * 1_000L;
  }

  Payload next() {
    ProcessRef process = process();
    return switch (random.nextInt(18)) {
      case 0 -> world.notice(new NoticeRef("privacy", 1 + random.nextInt(3)));
      case 1 ->
          world.process(process, pick(BASES), some(DATA), some(List.of("bank", "broker")), flags());
      case 2 -> world.open();
      case 3 -> world.request(process);
      case 4, 5, 6 -> world.grant(process, validUntilMs(), someNames());
      case 7 ->
          world.notGiven(
              random.nextBoolean() ? DecisionCode.REFUSED : DecisionCode.DEFERRED, process);
      case 8 -> world.withdraw(process);
      case 9 -> world.prefer(pick(Right.values()), pick(PreferenceValue.values()));
      case 10 -> world.collected(process, someNames());
      case 11 -> world.used(process, someNames());
      case 12 -> world.disclosed(process, "broker", pick(Disclosure.values()), someNames());
      case 13 -> world.challenge(Integer.toString(random.nextInt()));
      case 14 -> revocation();
      case 15 -> random.nextBoolean() ? world.revokeConsent(process) : world.invalidate(process);
      case 16 -> erasure(process);
      default -> world.erased(process, someNames());
    };
  }

  /** Of alice's key only now and then: what follows is a poorer history. */
  private Payload revocation() {
    boolean alices = random.nextInt(40) == 0;
    return world.revoke(alices ? world.aliceSigner : World.key(pick(PARTIES)).verifyingKey().id());
  }

  private Payload erasure(ProcessRef process) {
    boolean all = random.nextInt(4) == 0;
    if (random.nextBoolean()) {
      return world.hold(pick(HoldAction.values()), all ? null : process);
    }
    return all ? world.certificate() : world.certificate(process);
  }

  private ProcessRef process() {
    return new ProcessRef(pick(List.of("loyalty", "data-sale")), 1 + random.nextInt(4));
  }

  private long validUntilMs() {
    return Math.max(1, world.timeMs + (random.nextInt(5_000) - 100) * Limits.DAY_MS);
  }

  private ProcessFlag[] flags() {
    List<ProcessFlag> flags = new ArrayList<>();
    for (ProcessFlag flag : ProcessFlag.values()) {
      if (random.nextInt(3) == 0) {
        flags.add(flag);
      }
    }
    return flags.toArray(ProcessFlag[]::new);
  }

  private String[] someNames() {
    return some(DATA).toArray(String[]::new);
  }

  private List<String> some(List<String> all) {
    List<String> chosen = new ArrayList<>();
    for (String one : all) {
      if (random.nextBoolean()) {
        chosen.add(one);
      }
    }
    return chosen.isEmpty() ? List.of(pick(all)) : chosen;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
