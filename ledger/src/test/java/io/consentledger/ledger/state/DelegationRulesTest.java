package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may be let act for a customer, for what, and until when. */
class DelegationRulesTest {
  private static final KeyId AGENCY = World.key("agency").verifyingKey().id();
  private static final SigningKey BOB_KEY = World.key("bob");
  private static final KeyId BOB = BOB_KEY.verifyingKey().id();

  private final World world = World.furnished();
  private final long untilMs = world.timeMs + 30 * Limits.DAY_MS;

  @Test
  void aDelegateDoesWhatItsScopeCoversAndNoMore() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(world.delegate("agency", untilMs, DelegationScope.WITHDRAW), world.aliceSigner);
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), AGENCY))
        .isEqualTo("delegation-scope");
    assertThat(world.rejected(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), AGENCY))
        .isEqualTo("delegation-scope");
    world.recorded(world.withdraw(World.LOYALTY), AGENCY);

    world.recorded(
        world.delegate(BOB_KEY, untilMs, DelegationScope.DECIDE, DelegationScope.PREFERENCE),
        world.aliceSigner);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), BOB);
    world.recorded(world.withdraw(World.LOYALTY), BOB);
    world.recorded(world.notGiven(DecisionCode.REFUSED, World.LOYALTY), BOB);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), BOB);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_IN), BOB);
  }

  @Test
  void nobodyElseActsForTheCustomer() {
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), AGENCY))
        .isEqualTo("signer-not-subject");
    assertThat(world.rejected(world.withdraw(World.LOYALTY), AGENCY))
        .isEqualTo("signer-not-authorised");
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), BOB))
        .isEqualTo("signer-unknown");
  }

  @Test
  void nothingCountsFromTheEndOn() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(world.delegate("agency", untilMs, DelegationScope.WITHDRAW), world.aliceSigner);
    world.timeMs = untilMs;
    assertThat(world.rejected(world.withdraw(World.LOYALTY), AGENCY)).isEqualTo("delegation-ended");
    world.timeMs = untilMs - 1;
    world.recorded(world.withdraw(World.LOYALTY), AGENCY);
  }

  @Test
  void theCustomerOrTheDelegateEndsIt() {
    for (KeyId ending : List.of(world.aliceSigner, AGENCY)) {
      TxId delegation = delegated("agency");
      for (KeyId other : List.of(world.retailerSigner, world.regulatorSigner)) {
        assertThat(world.rejected(world.revokeDelegation(delegation), other))
            .isEqualTo("signer-not-authorised");
      }
      world.recorded(world.revokeDelegation(delegation), ending);
      assertThat(world.rejected(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), AGENCY))
          .isEqualTo("delegation-ended");
      assertThat(world.rejected(world.revokeDelegation(delegation), world.aliceSigner))
          .isEqualTo("delegation-ended");
    }
    assertThat(world.rejected(world.revokeDelegation(World.txId(1)), world.aliceSigner))
        .isEqualTo("delegation-unknown");
  }

  @Test
  void aLaterDelegationReplacesAnEarlierOne() {
    TxId first = delegated("agency");
    world.recorded(world.delegate("agency", untilMs, DelegationScope.WITHDRAW), world.aliceSigner);
    assertThat(world.rejected(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), AGENCY))
        .isEqualTo("delegation-scope");
    assertThat(world.rejected(world.revokeDelegation(first), world.aliceSigner))
        .isEqualTo("delegation-ended");
  }

  @Test
  void onlyTheCustomersOwnKeyDelegates() {
    world.recorded(world.delegate(BOB_KEY, untilMs, DelegationScope.values()), world.aliceSigner);
    for (KeyId other : List.of(BOB, world.retailerSigner, world.regulatorSigner)) {
      assertThat(world.rejected(world.delegate("agency", untilMs, DelegationScope.DECIDE), other))
          .isEqualTo("signer-not-subject");
    }
  }

  @Test
  void refusesWhoCanBeNoDelegateAndTimesThatAreNone() {
    assertThat(code("nobody")).isEqualTo("party-unknown");
    assertThat(code("broker")).isEqualTo("party-not-agent");
    assertThat(code("retailer")).isEqualTo("delegate-is-controller");
    for (SigningKey taken : List.of(world.aliceKey, World.key("agency"))) {
      assertThat(
              world.rejected(
                  world.delegate(taken, untilMs, DelegationScope.DECIDE), world.aliceSigner))
          .isEqualTo("key-already-registered");
    }
    assertThat(
            world.rejected(
                world.delegate("agency", world.timeMs, DelegationScope.DECIDE), world.aliceSigner))
        .isEqualTo("validity-past");
    assertThat(
            world.rejected(
                world.delegate(
                    "agency",
                    world.timeMs + Limits.CONSENT_VALIDITY_MS_MAX + 1,
                    DelegationScope.DECIDE),
                world.aliceSigner))
        .isEqualTo("validity-too-long");
  }

  @Test
  void aPersonsKeyServesAgainAndMayBeRevoked() {
    delegated(BOB_KEY);
    world.recorded(world.revokeDelegation(world.newestTxId()), BOB);
    delegated(BOB_KEY);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), BOB);
    assertThat(RegisteredKey.registration(world.state, BOB)).isPresent();
    world.recorded(world.revoke(BOB), BOB);
    assertThat(world.rejected(world.prefer(Right.SALE, PreferenceValue.OPTED_IN), BOB))
        .isEqualTo("key-revoked");
  }

  @Test
  void saysThatADelegateGaveTheConsent() {
    world.recorded(world.delegate(BOB_KEY, untilMs, DelegationScope.DECIDE), world.aliceSigner);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), BOB);
    assertThat(assurance()).isEqualTo(Assurance.AGENT_HELD);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(assurance()).isEqualTo(Assurance.SUBJECT_HELD);
    assertThat(Assurance.AGENT_HELD.weaker(Assurance.CONTROLLER_HELD))
        .isEqualTo(Assurance.CONTROLLER_HELD);
  }

  private Assurance assurance() {
    return Assessor.assess(
            world.state,
            new Question(
                world.alice,
                world.retailer,
                "loyalty",
                null,
                List.of("Purchase"),
                Operation.USE,
                null,
                Question.BY_CONTROLLER,
                world.timeMs))
        .assurance()
        .orElseThrow();
  }

  private TxId delegated(String agent) {
    world.recorded(world.delegate(agent, untilMs, DelegationScope.PREFERENCE), world.aliceSigner);
    return world.newestTxId();
  }

  private void delegated(SigningKey person) {
    world.recorded(world.delegate(person, untilMs, DelegationScope.PREFERENCE), world.aliceSigner);
  }

  private String code(String agent) {
    return world.rejected(
        world.delegate(agent, untilMs, DelegationScope.DECIDE), world.aliceSigner);
  }
}
