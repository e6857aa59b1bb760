package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.RequestConsent;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.SubjectRef;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsentRulesTest {
  private static final KeyId BANK = World.key("bank").verifyingKey().id();
  private final World world = World.furnished();

  @Test
  void recordsTheLifeOfAConsent() {
    assertThat(status()).isNull();
    world.recorded(world.request(World.LOYALTY), world.retailerSigner);
    assertThat(status()).isEqualTo(ConsentStatus.REQUESTED);
    world.recorded(world.notGiven(DecisionCode.DEFERRED, World.LOYALTY), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.DEFERRED);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.GIVEN);
    world.recorded(world.grant(World.LOYALTY, "Preference"), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.RENEWED);
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.WITHDRAWN);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.GIVEN);
    world.recorded(world.notGiven(DecisionCode.REFUSED, World.LOYALTY), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.REFUSED);
  }

  @Test
  void aControllerRevokesAndAnAuthorityInvalidates() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    for (KeyId other : List.of(world.aliceSigner, world.regulatorSigner, BANK)) {
      assertThat(world.rejected(world.revokeConsent(World.LOYALTY), other))
          .isEqualTo("signer-not-controller");
    }
    world.recorded(world.revokeConsent(World.LOYALTY), world.retailerSigner);
    assertThat(status()).isEqualTo(ConsentStatus.REVOKED);
    assertThat(world.rejected(world.withdraw(World.LOYALTY), world.aliceSigner))
        .isEqualTo("consent-not-given");

    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.GIVEN);
    for (KeyId other : List.of(world.aliceSigner, world.retailerSigner, BANK)) {
      assertThat(world.rejected(world.invalidate(World.LOYALTY), other))
          .isEqualTo("signer-not-authority");
    }
    world.recorded(world.invalidate(World.LOYALTY), world.regulatorSigner);
    assertThat(status()).isEqualTo(ConsentStatus.INVALIDATED);
    assertThat(world.rejected(world.invalidate(World.LOYALTY), world.regulatorSigner))
        .isEqualTo("consent-not-given");
    assertThat(world.rejected(world.revokeConsent(World.LOYALTY), world.retailerSigner))
        .isEqualTo("consent-not-given");
  }

  @Test
  void takesAGrantAfterExpiryForANewConsent() {
    world.recorded(
        world.grant(World.LOYALTY, world.timeMs + Limits.DAY_MS, "Purchase"), world.aliceSigner);
    world.advanceDays(2);
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.GIVEN);
  }

  @Test
  void leavesALiveConsentAloneWhenMoreIsAskedOrDeferred() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(world.request(World.LOYALTY), world.retailerSigner);
    world.recorded(world.notGiven(DecisionCode.DEFERRED, World.LOYALTY), world.aliceSigner);
    assertThat(status()).isEqualTo(ConsentStatus.GIVEN);
  }

  @Test
  void rejectsAGrantByTheControllerOrAnyoneElse() {
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), world.retailerSigner))
        .isEqualTo("signer-not-subject");
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), BANK))
        .isEqualTo("signer-not-subject");
    assertThat(
            world.rejected(
                world.notGiven(DecisionCode.REFUSED, World.LOYALTY), world.retailerSigner))
        .isEqualTo("signer-not-subject");
  }

  @Test
  void rejectsARequestByAnyoneButTheController() {
    assertThat(world.rejected(world.request(World.LOYALTY), world.aliceSigner))
        .isEqualTo("signer-not-controller");
    assertThat(world.rejected(world.request(World.LOYALTY), BANK))
        .isEqualTo("signer-not-controller");
  }

  @Test
  void rejectsWhatNamesAnUnknownRelationshipOrAnotherController() {
    SubjectRef nobody = new SubjectRef(World.txId(7).digest());
    assertThat(
            world.rejected(
                new WithdrawConsent(World.SALT, world.retailer, nobody, "loyalty"),
                world.retailerSigner))
        .isEqualTo("relationship-unknown");
    assertThat(
            world.rejected(
                new WithdrawConsent(World.SALT, world.bank, world.alice, "loyalty"), BANK))
        .isEqualTo("controller-mismatch");
  }

  @Test
  void rejectsADecisionOnAProcessOrNoticeThatDoesNotStand() {
    assertThat(world.rejected(world.grant(new ProcessRef("loyalty", 2), "Purchase"), alice()))
        .isEqualTo("process-unknown");
    assertThat(world.rejected(world.grant(new ProcessRef("games", 1), "Purchase"), alice()))
        .isEqualTo("process-unknown");
    assertThat(
            world.rejected(
                new RequestConsent(
                    World.SALT,
                    world.retailer,
                    world.alice,
                    World.LOYALTY,
                    new NoticeRef("privacy", 2)),
                world.retailerSigner))
        .isEqualTo("notice-mismatch");
    assertThat(world.rejected(world.grant(World.ORDERS, "Purchase"), alice()))
        .isEqualTo("consent-not-applicable");
  }

  @Test
  void rejectsAGrantInALanguageThatWasNotShown() {
    DecideConsent english = world.grant(World.LOYALTY, "Purchase");
    DecideConsent german =
        new DecideConsent(
            english.salt(),
            english.controllerId(),
            english.subjectRef(),
            english.decision(),
            english.process(),
            english.notice(),
            "de",
            english.dataCategories(),
            english.validUntilMs());
    assertThat(world.rejected(german, alice())).isEqualTo("language-not-offered");
  }

  @Test
  void rejectsAGrantThatIsWiderThanTheProcess() {
    assertThat(world.rejected(world.grant(World.LOYALTY, "Name", "Purchase"), alice()))
        .isEqualTo("category-not-declared");
  }

  @Test
  void rejectsAGrantThatIsOverOrUnbounded() {
    assertThat(world.rejected(world.grant(World.LOYALTY, world.timeMs, "Purchase"), alice()))
        .isEqualTo("validity-past");
    long longest = world.timeMs + Limits.CONSENT_VALIDITY_MS_MAX;
    assertThat(world.rejected(world.grant(World.LOYALTY, longest + 1, "Purchase"), alice()))
        .isEqualTo("validity-too-long");
    world.recorded(world.grant(World.LOYALTY, longest, "Purchase"), alice());
  }

  @Test
  void rejectsAGrantToASupersededVersionButTakesItsRefusal() {
    world.recorded(
        world.process(new ProcessRef("loyalty", 2), "Consent", List.of("Purchase"), List.of()),
        world.retailerSigner);
    assertThat(world.rejected(world.grant(World.LOYALTY, "Purchase"), alice()))
        .isEqualTo("process-superseded");
    assertThat(world.rejected(world.request(World.LOYALTY), world.retailerSigner))
        .isEqualTo("process-superseded");
    world.recorded(world.notGiven(DecisionCode.REFUSED, World.LOYALTY), alice());
  }

  @Test
  void rejectsTheWithdrawalOfWhatWasNeverGiven() {
    assertThat(world.rejected(world.withdraw(World.LOYALTY), alice()))
        .isEqualTo("consent-not-given");
    world.recorded(world.request(World.LOYALTY), world.retailerSigner);
    assertThat(world.rejected(world.withdraw(World.LOYALTY), alice()))
        .isEqualTo("consent-not-given");
    world.recorded(world.grant(World.LOYALTY, "Purchase"), alice());
    world.recorded(world.withdraw(World.LOYALTY), alice());
    assertThat(world.rejected(world.withdraw(World.LOYALTY), alice()))
        .isEqualTo("consent-not-given");
  }

  @Test
  void takesAWithdrawalThatTheControllerRelaysButNobodyElses() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), alice());
    assertThat(world.rejected(world.withdraw(World.LOYALTY), BANK))
        .isEqualTo("signer-not-authorised");
    world.recorded(world.withdraw(World.LOYALTY), world.retailerSigner);
    assertThat(status()).isEqualTo(ConsentStatus.WITHDRAWN);
  }

  @Test
  void rejectsAskingToOptInAgainWithinTwelveMonths() {
    world.timeMs = Instant.parse("2026-03-10T12:00:00Z").toEpochMilli();
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    world.timeMs = Instant.parse("2027-02-10T12:00:00Z").toEpochMilli();
    assertThat(world.rejected(world.request(World.SALE), world.retailerSigner))
        .isEqualTo("opt-in-too-soon");
    // Asking for something else is not asking to opt in.
    world.recorded(world.request(World.LOYALTY), world.retailerSigner);
    world.timeMs = Instant.parse("2027-03-10T11:59:59.999Z").toEpochMilli();
    assertThat(world.rejected(world.request(World.SALE), world.retailerSigner))
        .isEqualTo("opt-in-too-soon");
    world.timeMs = Instant.parse("2027-03-11T12:00:00Z").toEpochMilli();
    world.recorded(world.request(World.SALE), world.retailerSigner);
  }

  private KeyId alice() {
    return world.aliceSigner;
  }

  private @org.jspecify.annotations.Nullable ConsentStatus status() {
    return Cells.consent(world.alice, "loyalty")
        .newest(world.state)
        .map(entry -> entry.value().status())
        .orElse(null);
  }
}
