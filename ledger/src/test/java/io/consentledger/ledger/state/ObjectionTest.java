package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Checker;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.query.Obligation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objections (GDPR Article 21(1)) and restrictions (Article 18): what they stop, who is told. */
class ObjectionTest {
  private static final ProcessRef ANALYTICS = new ProcessRef("analytics", 1);

  private final World world = World.furnished();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LegitimateInterest",
        "LegitimateInterestOfController",
        "LegitimateInterestOfDataSubject",
        "LegitimateInterestOfThirdParty",
        "A6-1-f",
        "A6-1-f-controller",
        "A6-1-f-third-party",
        "PublicInterest",
        "OfficialAuthorityOfController",
        "A6-1-e",
        "A6-1-e-public-interest",
        "A6-1-e-official-authority"
      })
  void anObjectionStopsWhatRestsOnLegitimateInterestsOrAPublicTask(String basis) {
    declare(basis);
    assertThat(check("analytics", Operation.USE).effect()).isEqualTo(Effect.PERMIT);
    say(Right.OBJECTION, PreferenceValue.OPTED_OUT);

    for (Operation operation : List.of(Operation.COLLECT, Operation.USE, Operation.DISCLOSE)) {
      Decision decision = check("analytics", operation);
      assertThat(decision.effect()).isEqualTo(Effect.DENY);
      assertThat(decision.reasons()).containsExactly(Reason.OBJECTED);
      assertThat(decision.obligations())
          .containsExactly(
              new Obligation(Obligation.Code.COMPLY_BEFORE, Long.toString(world.timeMs)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Contract", "LegalObligation", "A6-1-c", "VitalInterest", "A9-2-h"})
  void anObjectionLeavesOtherLegalBasesAlone(String basis) {
    declare(basis);
    say(Right.OBJECTION, PreferenceValue.OPTED_OUT);

    assertThat(check("analytics", Operation.USE).effect()).isEqualTo(Effect.PERMIT);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(check("loyalty", Operation.USE).effect()).isEqualTo(Effect.PERMIT);
  }

  @Test
  void aFactAfterAnObjectionIsFoundAtOnceWhateverTheControllerClaims() {
    declare("LegitimateInterest");
    world.recorded(world.prefer(Right.OBJECTION, PreferenceValue.OPTED_OUT), world.retailerSigner);

    List<Finding> found =
        List.of(
            new Finding(
                FindingCode.PROCESSED_AFTER_OBJECTION, Severity.VIOLATION, List.of("OBJECTED")));
    assertThat(world.recorded(world.used(ANALYTICS, "Purchase"), world.retailerSigner))
        .isEqualTo(found);
    assertThat(
            world.recorded(
                world.disclosed(ANALYTICS, "broker", Disclosure.PROCESSOR, "Purchase"),
                world.retailerSigner))
        .isEqualTo(found);
    say(Right.OBJECTION, PreferenceValue.OPTED_IN);
    assertThat(world.recorded(world.used(ANALYTICS, "Purchase"), world.retailerSigner)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Contract", "LegalObligation", "VitalInterest", "LegitimateInterest"})
  void aRestrictionStopsAllButStorageUnderEveryOtherBasisThanConsent(String basis) {
    declare(basis);
    say(Right.RESTRICTION, PreferenceValue.OPTED_OUT);

    for (Operation operation : List.of(Operation.COLLECT, Operation.USE, Operation.DISCLOSE)) {
      assertThat(check("analytics", operation).reasons()).containsExactly(Reason.RESTRICTED);
    }
    assertThat(world.recorded(world.used(ANALYTICS, "Purchase"), world.retailerSigner))
        .containsExactly(
            new Finding(
                FindingCode.PROCESSED_UNDER_RESTRICTION,
                Severity.VIOLATION,
                List.of("RESTRICTED")));
    say(Right.RESTRICTION, PreferenceValue.OPTED_IN);
    assertThat(check("analytics", Operation.USE).effect()).isEqualTo(Effect.PERMIT);
  }

  @Test
  void aRestrictionLeavesRoomForConsentThatStandsAndForNoOther() {
    say(Right.RESTRICTION, PreferenceValue.OPTED_OUT);
    assertThat(check("loyalty", Operation.USE).reasons())
        .containsExactly(Reason.RESTRICTED, Reason.CONSENT_UNKNOWN);

    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(check("loyalty", Operation.USE).reasons()).containsExactly(Reason.CONSENT_GIVEN);
    assertThat(world.recorded(world.used(World.LOYALTY, "Purchase"), world.retailerSigner))
        .isEmpty();

    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);
    assertThat(check("loyalty", Operation.USE).reasons())
        .containsExactly(Reason.RESTRICTED, Reason.CONSENT_WITHDRAWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECTION", "RESTRICTION"})
  void theControllerRelaysItAndNeverLiftsIt(Right right) {
    world.recorded(world.prefer(right, PreferenceValue.OPTED_OUT), world.retailerSigner);

    for (KeyId other : List.of(world.retailerSigner, world.regulatorSigner)) {
      assertThat(world.rejected(world.prefer(right, PreferenceValue.OPTED_IN), other))
          .isEqualTo("signer-not-subject");
    }
    world.recorded(world.prefer(right, PreferenceValue.OPTED_IN), world.aliceSigner);
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECTION", "RESTRICTION"})
  void consentMayBeAskedForRightAfterIt(Right right) {
    declare("LegitimateInterest");
    say(right, PreferenceValue.OPTED_OUT);

    // The twelve months of the CCPA are about sale, sharing and sensitive data.
    world.recorded(world.request(World.LOYALTY), world.retailerSigner);
    assertThat(world.rejected(world.request(ANALYTICS), world.retailerSigner))
        .isEqualTo("consent-not-applicable");
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECTION", "RESTRICTION"})
  void everybodyWithDataIsToldAndHasAMonth(Right right) {
    world.recorded(
        world.disclosed(World.ORDERS, "bank", Disclosure.SALE, "Name"), world.retailerSigner);
    say(right, PreferenceValue.OPTED_OUT); // On 5 January, 08:00.

    assertThat(Duties.of(world.state, world.alice, world.timeMs))
        .extracting(duty -> duty.recipient().orElseThrow(), Duty::details, Duty::dueMs)
        .containsExactly(tuple("bank", List.of("OPTED_OUT"), World.START_MS + 31 * Limits.DAY_MS));
  }

  private void declare(String basis) {
    world.recorded(
        world.process(ANALYTICS, basis, List.of("Purchase"), List.of("broker")),
        world.retailerSigner);
  }

  private void say(Right right, PreferenceValue value) {
    world.recorded(world.prefer(right, value), world.aliceSigner);
  }

  private Decision check(String process, Operation operation) {
    CheckQuery query =
        new CheckQuery(
            world.alice,
            world.retailer,
            process,
            null,
            List.of("Purchase"),
            operation,
            "broker",
            null,
            null);
    return Checker.check(world.state, query, world.block());
  }
}
