package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.TxId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactRulesTest {
  private final World world = World.furnished();

  @Test
  void findsNothingAboutAUseThatIsCovered() {
    grant(World.LOYALTY, "Purchase");
    assertThat(use(World.LOYALTY, "Purchase")).isEmpty();
    assertThat(use(World.ORDERS, "Name")).isEmpty();
  }

  @Test
  void findsEveryWayToLackALiveConsent() {
    assertThat(use(World.LOYALTY, "Purchase")).containsExactly(noBasis("CONSENT_UNKNOWN"));
    world.recorded(world.request(World.LOYALTY), world.retailerSigner);
    assertThat(use(World.LOYALTY, "Purchase")).containsExactly(noBasis("CONSENT_REQUESTED"));
    world.recorded(world.notGiven(DecisionCode.DEFERRED, World.LOYALTY), world.aliceSigner);
    assertThat(use(World.LOYALTY, "Purchase")).containsExactly(noBasis("CONSENT_DEFERRED"));
    world.recorded(world.notGiven(DecisionCode.REFUSED, World.LOYALTY), world.aliceSigner);
    assertThat(use(World.LOYALTY, "Purchase")).containsExactly(noBasis("CONSENT_REFUSED"));
    grant(World.LOYALTY, "Purchase");
    world.advanceDays(365);
    assertThat(use(World.LOYALTY, "Purchase")).containsExactly(noBasis("CONSENT_EXPIRED"));
    grant(World.LOYALTY, "Purchase");
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner);
    assertThat(use(World.LOYALTY, "Purchase")).containsExactly(noBasis("CONSENT_WITHDRAWN"));
  }

  @Test
  void findsAnUnknownProcessAndStillRecordsTheFact() {
    assertThat(use(new ProcessRef("secret", 1), "Purchase"))
        .containsExactly(violation(FindingCode.PROCESS_UNKNOWN, "PROCESS_UNKNOWN"));
  }

  @Test
  void findsCategoriesThatWereNotDeclaredOrNotGranted() {
    grant(World.LOYALTY, "Purchase");
    assertThat(use(World.LOYALTY, "Preference"))
        .containsExactly(violation(FindingCode.OUTSIDE_CATEGORY, "CATEGORY_NOT_GRANTED"));
    assertThat(use(World.LOYALTY, "Income"))
        .containsExactly(
            violation(
                FindingCode.OUTSIDE_CATEGORY, "CATEGORY_NOT_DECLARED", "CATEGORY_NOT_GRANTED"));
    assertThat(use(World.ORDERS, "Income"))
        .containsExactly(violation(FindingCode.OUTSIDE_CATEGORY, "CATEGORY_NOT_DECLARED"));
  }

  @Test
  void findsRecipientsAndSalesThatWereNotDeclared() {
    assertThat(disclose(World.ORDERS, "broker", Disclosure.PROCESSOR, "Name")).isEmpty();
    assertThat(disclose(World.ORDERS, "bank", Disclosure.PROCESSOR, "Name"))
        .containsExactly(violation(FindingCode.OUTSIDE_RECIPIENT, "RECIPIENT_NOT_DECLARED"));
    // DPV puts the sale of data under ServiceProvision: consent to that is no consent to a sale.
    grant(World.LOYALTY, "Purchase");
    assertThat(disclose(World.LOYALTY, "broker", Disclosure.SALE, "Purchase"))
        .containsExactly(violation(FindingCode.OUTSIDE_PURPOSE, "SALE_NOT_DECLARED"));
    assertThat(disclose(World.LOYALTY, "broker", Disclosure.SHARE, "Purchase"))
        .containsExactly(violation(FindingCode.OUTSIDE_PURPOSE, "SHARING_NOT_DECLARED"));
  }

  @Test
  void turnsASaleAfterAnOptOutFromGraceToViolationAfterFifteenBusinessDays() {
    grant(World.SALE, "AgeRange");
    world.timeMs = Instant.parse("2026-01-09T22:00:00Z").toEpochMilli(); // a Friday
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_OUT), world.retailerSigner);
    assertThat(sell())
        .containsExactly(
            new Finding(
                FindingCode.SOLD_AFTER_OPT_OUT,
                Severity.GRACE,
                List.of("OPTED_OUT_OF_SALE", "NOTIFY_RECIPIENT")));
    // Business day 14 is Thursday the 29th, 15 Friday the 30th, 16 Monday the 2nd of February.
    world.timeMs = Instant.parse("2026-01-29T10:00:00Z").toEpochMilli();
    assertThat(sell().get(0).severity()).isEqualTo(Severity.GRACE);
    world.timeMs = Instant.parse("2026-01-30T23:59:59.999Z").toEpochMilli();
    assertThat(sell().get(0).severity()).isEqualTo(Severity.GRACE);
    world.timeMs = Instant.parse("2026-01-31T00:00:00Z").toEpochMilli();
    assertThat(sell().get(0).severity()).isEqualTo(Severity.VIOLATION);
    world.timeMs = Instant.parse("2026-02-02T10:00:00Z").toEpochMilli();
    assertThat(sell().get(0).severity()).isEqualTo(Severity.VIOLATION);
  }

  @Test
  void findsASaleAfterAnOptOutUnderEveryLegalBasis() {
    ProcessRef trade = new ProcessRef("trade", 1);
    for (String basis : List.of("Contract", "LegalObligation", "LegitimateInterest")) {
      World fresh = World.furnished();
      fresh.recorded(
          fresh.process(trade, basis, List.of("Purchase"), List.of("broker"), ProcessFlag.SALE),
          fresh.retailerSigner);
      fresh.recorded(fresh.prefer(Right.SALE, PreferenceValue.OPTED_OUT), fresh.aliceSigner);
      assertThat(
              fresh.recorded(
                  fresh.disclosed(trade, "broker", Disclosure.SALE, "Purchase"),
                  fresh.retailerSigner))
          .extracting(Finding::code)
          .containsExactly(FindingCode.SOLD_AFTER_OPT_OUT);
    }
  }

  @Test
  void stopsDirectMarketingAtOnce() {
    ProcessRef mailing = new ProcessRef("mailing", 1);
    var declared = world.process(mailing, "LegitimateInterest", List.of("Purchase"), List.of());
    world.recorded(
        new io.consentledger.ledger.model.DeclareProcess(
            declared.salt(),
            declared.controllerId(),
            declared.processId(),
            declared.version(),
            declared.notice(),
            List.of("DirectMarketing"),
            declared.legalBasis(),
            declared.dataCategories(),
            declared.recipients(),
            declared.storageLocations(),
            declared.retentionDays(),
            declared.jurisdiction(),
            declared.flags()),
        world.retailerSigner);
    assertThat(use(mailing, "Purchase")).isEmpty();
    world.recorded(
        world.prefer(Right.DIRECT_MARKETING, PreferenceValue.OPTED_OUT), world.aliceSigner);
    assertThat(use(mailing, "Purchase"))
        .containsExactly(
            violation(FindingCode.USED_AFTER_OPT_OUT, "OPTED_OUT_OF_DIRECT_MARKETING"));
  }

  @Test
  void findsUseAfterErasureUntilTheDataIsCollectedAgain() {
    assertThat(world.recorded(world.erased(World.ORDERS, "Name"), world.retailerSigner)).isEmpty();
    assertThat(use(World.ORDERS, "Purchase")).isEmpty();
    assertThat(use(World.ORDERS, "Name"))
        .containsExactly(violation(FindingCode.USE_AFTER_ERASURE, "DATA_ERASED"));
    world.recorded(world.collected(World.ORDERS, "Name"), world.retailerSigner);
    assertThat(use(World.ORDERS, "Name")).isEmpty();
  }

  @Test
  void warnsOfAnErasureOfWhatWasNeverDeclared() {
    assertThat(world.recorded(world.erased(World.ORDERS, "Income"), world.retailerSigner))
        .containsExactly(
            new Finding(
                FindingCode.OUTSIDE_CATEGORY, Severity.WARNING, List.of("CATEGORY_NOT_DECLARED")));
    assertThat(
            world.recorded(
                world.erased(new ProcessRef("secret", 1), "Income"), world.retailerSigner))
        .containsExactly(
            new Finding(FindingCode.PROCESS_UNKNOWN, Severity.WARNING, List.of("PROCESS_UNKNOWN")));
  }

  @Test
  void warnsWhenAnotherGrantIsNamedThanTheOneThatStands() {
    grant(World.LOYALTY, "Purchase");
    TxId grant = world.newestTxId();
    assertThat(world.recorded(relying(grant), world.retailerSigner)).isEmpty();
    assertThat(world.recorded(relying(World.txId(1234)), world.retailerSigner))
        .containsExactly(
            new Finding(FindingCode.RELIED_ON_ANOTHER_GRANT, Severity.WARNING, List.of()));
  }

  @Test
  void inheritsConsentToANarrowerVersionButNotToAWiderOne() {
    grant(World.LOYALTY, "Purchase");
    declare(2, List.of("Purchase"), List.of());
    assertThat(use(new ProcessRef("loyalty", 2), "Purchase")).isEmpty();
    declare(3, List.of("Purchase"), List.of("bank", "broker"));
    assertThat(use(new ProcessRef("loyalty", 3), "Purchase"))
        .containsExactly(noBasis("PROCESS_WIDENED"));
    declare(4, List.of("Income", "Purchase"), List.of("broker"));
    assertThat(use(new ProcessRef("loyalty", 4), "Purchase"))
        .containsExactly(noBasis("PROCESS_WIDENED"));
    declare(5, List.of("Purchase"), List.of("broker"), ProcessFlag.SALE);
    assertThat(use(new ProcessRef("loyalty", 5), "Purchase"))
        .containsExactly(noBasis("PROCESS_WIDENED"));
    assertThat(use(World.LOYALTY, "Purchase")).isEmpty();
  }

  @Test
  void asksForAnOptInBeforeAChildsDataIsSold() {
    ProcessRef toys = new ProcessRef("toys", 1);
    world.recorded(
        world.process(
            toys,
            "Contract",
            List.of("Purchase"),
            List.of("broker"),
            ProcessFlag.CHILD,
            ProcessFlag.SALE),
        world.retailerSigner);
    assertThat(disclose(toys, "broker", Disclosure.SALE, "Purchase"))
        .containsExactly(noBasis("CHILD_NOT_OPTED_IN"));
    world.recorded(world.prefer(Right.SALE, PreferenceValue.OPTED_IN), world.aliceSigner);
    assertThat(disclose(toys, "broker", Disclosure.SALE, "Purchase")).isEmpty();
  }

  @Test
  void takesFactsFromTheControllerAndFromNamedRecipientsOnly() {
    KeyId broker = World.key("broker").verifyingKey().id();
    KeyId bank = World.key("bank").verifyingKey().id();
    world.recorded(world.used(World.ORDERS, "Name"), broker);
    assertThat(world.rejected(world.used(World.ORDERS, "Name"), bank))
        .isEqualTo("signer-not-authorised");
    assertThat(world.rejected(world.used(new ProcessRef("secret", 1), "Name"), broker))
        .isEqualTo("signer-not-authorised");
    assertThat(world.rejected(world.used(World.ORDERS, "Name"), world.aliceSigner))
        .isEqualTo("signer-not-authorised");
  }

  @Test
  void rejectsFactsThatSayNothingCheckable() {
    assertThat(world.rejected(world.used(World.ORDERS, "JohnSmith"), world.retailerSigner))
        .isEqualTo("term-unknown");
    World empty = new World();
    assertThat(empty.rejected(empty.used(World.ORDERS, "Name"), empty.retailerSigner))
        .isEqualTo("relationship-unknown");
  }

  private void grant(ProcessRef process, String... categories) {
    world.recorded(world.grant(process, categories), world.aliceSigner);
  }

  private void declare(
      int version, List<String> categories, List<String> recipients, ProcessFlag... flags) {
    world.recorded(
        world.process(new ProcessRef("loyalty", version), "Consent", categories, recipients, flags),
        world.retailerSigner);
  }

  private List<Finding> use(ProcessRef process, String... categories) {
    return world.recorded(world.used(process, categories), world.retailerSigner);
  }

  private List<Finding> sell() {
    return disclose(World.SALE, "broker", Disclosure.SALE, "AgeRange");
  }

  private List<Finding> disclose(
      ProcessRef process, String recipient, Disclosure disclosure, String... categories) {
    return world.recorded(
        world.disclosed(process, recipient, disclosure, categories), world.retailerSigner);
  }

  private DataUsed relying(TxId grant) {
    return new DataUsed(
        World.SALT, world.retailer, world.alice, World.LOYALTY, List.of("Purchase"), grant);
  }

  private static Finding noBasis(String reason) {
    return violation(FindingCode.NO_LIVE_BASIS, reason);
  }

  private static Finding violation(FindingCode code, String... reasons) {
    return new Finding(code, Severity.VIOLATION, List.of(reasons));
  }
}
