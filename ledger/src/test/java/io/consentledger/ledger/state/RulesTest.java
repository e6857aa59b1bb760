package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.genesis.GenesisBuilder;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Vocabulary;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.RevokeKey;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.RotateKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void haveARuleForEveryRecordOfTheSealedFamily() {
    World world = new World();
    Set<String> ruled = new TreeSet<>();
    for (Payload payload :
        List.of(
            world.notice(new NoticeRef("privacy", 1)),
            world.process(World.LOYALTY, "Consent", List.of("Purchase"), List.of("broker")),
            world.open(),
            world.request(World.LOYALTY),
            world.grant(World.LOYALTY, "Purchase"),
            world.withdraw(World.LOYALTY),
            world.grant(World.LOYALTY, "Purchase"),
            world.revokeConsent(World.LOYALTY),
            world.grant(World.LOYALTY, "Purchase"),
            world.invalidate(World.LOYALTY),
            world.prefer(Right.SHARE, PreferenceValue.OPTED_OUT),
            world.collected(World.LOYALTY, "Purchase"),
            world.used(World.LOYALTY, "Purchase"),
            world.disclosed(World.LOYALTY, "broker", Disclosure.PROCESSOR, "Purchase"),
            world.erased(World.LOYALTY, "Purchase"),
            world.received(World.LOYALTY, "bank", "Purchase"),
            world.ask(Regime.GDPR, RequestRight.ACCESS),
            world.status(World.txId(17), RequestStatusCode.ACKNOWLEDGED),
            world.holidays(2026, 1, "2026-07-03"),
            world.hold(HoldAction.PLACED, World.LOYALTY),
            world.certificate(World.SALE),
            world.acknowledge(World.txId(6)),
            world.challenge("now"),
            world.rotate(World.key("next")),
            world.revoke(World.key("next").verifyingKey().id()))) {
      world.recorded(payload, signer(world, payload));
      ruled.add(payload.getClass().getSimpleName());
    }
    assertThat(leaves(Payload.class)).isEqualTo(ruled);
  }

  @Test
  void refuseToStartWithAnotherVocabulary() throws GenesisException {
    GenesisBuilder builder =
        new GenesisBuilder("other", 0, new Vocabulary("dpv", "2.2", Digest.ZERO));
    new World().genesis.organisations().forEach(builder::organisation);
    var genesis = builder.build();
    assertThatThrownBy(() -> new Rules(genesis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vocabulary");
  }

  @Test
  void standTimesAtTheEndOfTheNumbers() {
    World world = World.furnished();
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    for (long extreme : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0}) {
      world.timeMs = extreme;
      world.apply(world.prefer(Right.SHARE, PreferenceValue.OPTED_OUT), world.retailerSigner);
      world.apply(
          world.disclosed(World.SALE, "broker", Disclosure.SALE, "AgeRange"), world.retailerSigner);
      world.apply(world.request(World.SALE), world.retailerSigner);
      world.apply(world.grant(new ProcessRef("loyalty", 1), 1, "Purchase"), world.aliceSigner);
      world.apply(world.grant(World.LOYALTY, (1L << 53) - 1, "Purchase"), world.aliceSigner);
    }
    assertThat(world.block().height()).isPositive();
  }

  private static KeyId signer(World world, Payload payload) {
    if (payload instanceof RevokeKey) {
      return World.key("next").verifyingKey().id();
    }
    if (payload instanceof DecideConsent || payload instanceof RotateKey) {
      return world.aliceSigner;
    }
    if (payload instanceof Acknowledge) {
      return world.brokerSigner;
    }
    return payload instanceof InvalidateConsent || payload instanceof PublishHolidays
        ? world.regulatorSigner
        : world.retailerSigner;
  }

  private static Set<String> leaves(Class<?> family) {
    Set<String> leaves = new TreeSet<>();
    if (family.isRecord()) {
      leaves.add(family.getSimpleName());
    } else {
      for (Class<?> permitted : family.getPermittedSubclasses()) {
        leaves.addAll(leaves(permitted));
      }
    }
    return leaves;
  }
}
