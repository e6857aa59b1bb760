package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of a withdrawal or an opt-out, who acknowledges it, and until when. */
class RecallRulesTest {
  private static final Finding LATE_WITHDRAWAL =
      new Finding(
          FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED, Severity.VIOLATION, List.of("WITHDRAWN"));

  private final World world = World.furnished();
  private final KeyId bankSigner = World.key("bank").verifyingKey().id();

  @Test
  void aRecipientThatGotDataOwesAnAcknowledgementOfTheWithdrawal() {
    disclose();
    TxId withdrawal = withdraw();

    assertThat(recall(withdrawal).owing()).containsExactly("broker");
    assertThat(recall(withdrawal).silent()).containsExactly("broker");
    assertThat(world.recorded(world.acknowledge(withdrawal), world.brokerSigner)).isEmpty();
    assertThat(recall(withdrawal).silent()).isEmpty();
  }

  @Test
  void aRecipientThatIsOnlyNamedMayAcknowledgeAndOwesNothing() {
    TxId withdrawal = withdraw();

    assertThat(recall(withdrawal).concerned()).containsExactly("broker");
    assertThat(recall(withdrawal).owing()).isEmpty();
    world.advanceDays(400);
    assertThat(world.recorded(world.acknowledge(withdrawal), world.brokerSigner)).isEmpty();
  }

  @Test
  void aRecipientThatDeclaresItsOwnUseHasData() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    DataUsed used = world.used(World.LOYALTY, "Purchase");
    world.recorded(used, world.brokerSigner);
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);

    assertThat(recall(world.newestTxId()).owing()).containsExactly("broker");
  }

  @Test
  void acknowledgingAWithdrawalIsLateFromTheSameDayOfTheNextMonthOn() {
    disclose();
    TxId withdrawal = withdraw(); // On 5 January, 08:00.
    world.timeMs = World.START_MS + 31 * Limits.DAY_MS;

    assertThat(world.recorded(world.acknowledge(withdrawal), world.brokerSigner))
        .containsExactly(LATE_WITHDRAWAL);
  }

  @Test
  void acknowledgingAWithdrawalInItsLastMomentIsInTime() {
    disclose();
    TxId withdrawal = withdraw();
    world.timeMs = World.START_MS + 31 * Limits.DAY_MS - 1;

    assertThat(world.recorded(world.acknowledge(withdrawal), world.brokerSigner)).isEmpty();
  }

  @Test
  void anOptOutOfSalesHasFifteenBusinessDaysForThoseThatDataWasSoldTo() {
    disclose();
    world.recorded(
        world.disclosed(World.SALE, "bank", Disclosure.SALE, "AgeRange"), world.retailerSigner);
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.aliceSigner);
    TxId optOut = world.newestTxId();
    assertThat(recall(optOut).concerned()).containsExactly("bank", "broker");
    assertThat(recall(optOut).owing()).containsExactly("bank");

    world.advanceDays(21); // Monday the 26th is the fifteenth business day.
    assertThat(world.recorded(world.acknowledge(optOut), world.brokerSigner)).isEmpty();
    world.advanceDays(1);
    assertThat(world.recorded(world.acknowledge(optOut), bankSigner))
        .extracting(Finding::code)
        .containsExactly(FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED);
  }

  @Test
  void anObjectionToMarketingConcernsEverybodyWithDataAndHasAMonth() {
    disclose();
    world.recorded(
        world.prefer(Right.DIRECT_MARKETING, PreferenceValue.OPTED_OUT), world.aliceSigner);
    TxId objection = world.newestTxId();

    world.advanceDays(25);
    assertThat(world.recorded(world.acknowledge(objection), world.brokerSigner)).isEmpty();
  }

  @Test
  void aRefusalThatEndsAConsentIsToldAndOneThatEndsNothingIsNot() {
    world.recorded(world.notGiven(DecisionCode.REFUSED, World.LOYALTY), world.aliceSigner);
    assertThat(Recall.find(world.state, world.alice, world.newestTxId())).isEmpty();
    assertThat(world.rejected(world.acknowledge(world.newestTxId()), world.brokerSigner))
        .isEqualTo("nothing-to-acknowledge");

    disclose();
    world.recorded(world.notGiven(DecisionCode.REFUSED, World.LOYALTY), world.aliceSigner);
    assertThat(recall(world.newestTxId()).owing()).containsExactly("broker");
  }

  @Test
  void whatTheControllerOrAnAuthorityEndsIsTold() {
    disclose();
    world.recorded(world.revokeConsent(World.LOYALTY), world.retailerSigner);
    assertThat(recall(world.newestTxId()).cause()).isEqualTo(RecallCause.REVOKED);

    disclose();
    world.recorded(world.invalidate(World.LOYALTY), world.regulatorSigner);
    assertThat(recall(world.newestTxId()).cause()).isEqualTo(RecallCause.INVALIDATED);
    assertThat(recall(world.newestTxId()).silent()).containsExactly("broker");
  }

  @Test
  void onlyWhomItConcernsAcknowledgesItAndOnce() {
    disclose();
    TxId withdrawal = withdraw();

    for (KeyId other : List.of(world.retailerSigner, world.aliceSigner, bankSigner)) {
      assertThat(world.rejected(world.acknowledge(withdrawal), other))
          .isEqualTo("signer-not-authorised");
    }
    world.recorded(world.acknowledge(withdrawal), world.brokerSigner);
    assertThat(world.rejected(world.acknowledge(withdrawal), world.brokerSigner))
        .isEqualTo("acknowledged-already");
    assertThat(world.rejected(world.acknowledge(World.txId(999)), world.brokerSigner))
        .isEqualTo("nothing-to-acknowledge");
  }

  @Test
  void whatIsPassedOnAfterwardsAddsNobodyToAnEarlierWithdrawal() {
    TxId withdrawal = withdraw();
    world.recorded(
        world.disclosed(World.LOYALTY, "broker", Disclosure.PROCESSOR, "Purchase"),
        world.retailerSigner);

    assertThat(recall(withdrawal).owing()).isEmpty();
  }

  @Test
  void whoIsNoOrganisationOfTheNetworkOwesNothingHere() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(
        world.disclosed(World.LOYALTY, "elsewhere", Disclosure.SALE, "Purchase"),
        world.retailerSigner);
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);

    assertThat(recall(world.newestTxId()).concerned()).containsExactly("broker");
    assertThat(recall(world.newestTxId()).owing()).isEmpty();
  }

  private void disclose() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(
        world.disclosed(World.LOYALTY, "broker", Disclosure.PROCESSOR, "Purchase"),
        world.retailerSigner);
  }

  private TxId withdraw() {
    if (Cells.consent(world.alice, "loyalty").newest(world.state).isEmpty()) {
      world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    }
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);
    return world.newestTxId();
  }

  private Recall recall(TxId txId) {
    return Recall.find(world.state, world.alice, txId).orElseThrow();
  }
}
