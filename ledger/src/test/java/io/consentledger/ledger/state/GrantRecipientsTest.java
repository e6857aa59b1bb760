package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Checker;
import io.consentledger.ledger.query.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** For whom a consent was given: all recipients that the process declares, or some of them. */
class GrantRecipientsTest {
  private static final ProcessRef PARTNERS = new ProcessRef("partners", 1);

  private final World world = World.furnished();

  GrantRecipientsTest() {
    declare(PARTNERS, "bank", "broker");
  }

  @Test
  void permitsDisclosureToThoseAloneForWhomItWasGiven() {
    grant(PARTNERS, "broker");

    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("CONSENT_GIVEN");
    assertThat(decision(Operation.DISCLOSE, "bank").effect()).isEqualTo(Effect.DENY);
    assertThat(decision(Operation.DISCLOSE, "bank").basis()).isEmpty();
    assertThat(reasons(Operation.DISCLOSE, "bank")).containsExactly("RECIPIENT_NOT_GRANTED");
    assertThat(reasons(Operation.DISCLOSE, "regulator"))
        .containsExactly("RECIPIENT_NOT_DECLARED", "RECIPIENT_NOT_GRANTED");
    assertThat(reasons(Operation.DISCLOSE, null)).containsExactly("RECIPIENT_MISSING");
  }

  @Test
  void saysOfTheControllerWhatHoldsForTheController() {
    grant(PARTNERS, "broker");

    assertThat(reasons(Operation.USE, null)).containsExactly("CONSENT_GIVEN");
  }

  @Test
  void judgesARecipientThatIsNamedWhateverIsDone() {
    grant(PARTNERS, "broker");

    assertThat(reasons(Operation.USE, "broker")).containsExactly("CONSENT_GIVEN");
    assertThat(reasons(Operation.USE, "bank")).containsExactly("RECIPIENT_NOT_GRANTED");
    assertThat(reasons(Operation.COLLECT, "regulator"))
        .containsExactly("RECIPIENT_NOT_DECLARED", "RECIPIENT_NOT_GRANTED");
    grant(PARTNERS);
    assertThat(reasons(Operation.USE, "regulator")).containsExactly("RECIPIENT_NOT_DECLARED");
  }

  @Test
  void meansEverybodyDeclaredWhereItNamesNobody() {
    grant(PARTNERS);

    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("CONSENT_GIVEN");
    assertThat(reasons(Operation.DISCLOSE, "bank")).containsExactly("CONSENT_GIVEN");
  }

  @Test
  void findsADisclosureToSomebodyElse() {
    grant(PARTNERS, "broker");

    assertThat(disclosed("broker")).isEmpty();
    assertThat(disclosed("bank")).containsExactly(outside("RECIPIENT_NOT_GRANTED"));
  }

  @Test
  void findsWhatSomebodyElseDoesWithTheData() {
    grant(PARTNERS, "broker");

    assertThat(used(world.brokerSigner)).isEmpty();
    assertThat(used(World.key("bank").verifyingKey().id()))
        .containsExactly(outside("RECIPIENT_NOT_GRANTED"));
    assertThat(used(world.retailerSigner)).isEmpty();
  }

  @Test
  void refusesAGrantForSomebodyWhomTheProcessDoesNotName() {
    String code =
        world.rejected(
            world.grantFor(List.of("broker", "regulator"), PARTNERS, until(), "Purchase"),
            world.aliceSigner);

    assertThat(code).isEqualTo("recipient-not-declared");
  }

  @Test
  void replacesTheGrantBeforeAndEndsAsAWhole() {
    grant(PARTNERS);
    grant(PARTNERS, "broker");
    assertThat(reasons(Operation.DISCLOSE, "bank")).containsExactly("RECIPIENT_NOT_GRANTED");
    grant(PARTNERS, "bank");
    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("RECIPIENT_NOT_GRANTED");
    assertThat(reasons(Operation.DISCLOSE, "bank")).containsExactly("CONSENT_GIVEN");
    grant(PARTNERS);
    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("CONSENT_GIVEN");
    grant(PARTNERS, "bank");
    world.recorded(world.withdraw(PARTNERS), world.aliceSigner);
    assertThat(reasons(Operation.DISCLOSE, "bank")).containsExactly("CONSENT_WITHDRAWN");
    assertThat(reasons(Operation.USE, null)).containsExactly("CONSENT_WITHDRAWN");
  }

  @Test
  void isInheritedByANarrowerVersionAndByNoWiderOne() {
    grant(PARTNERS, "broker");
    declare(new ProcessRef("partners", 2), "broker");
    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("CONSENT_GIVEN");
    declare(new ProcessRef("partners", 3), "bank");
    assertThat(reasons(Operation.DISCLOSE, "bank")).containsExactly("RECIPIENT_NOT_GRANTED");
    declare(new ProcessRef("partners", 4), "bank", "broker", "regulator");
    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("PROCESS_WIDENED");
  }

  @Test
  void isNoExceptionFromARestrictionForSomebodyElse() {
    grant(PARTNERS, "broker");
    world.recorded(world.prefer(Right.RESTRICTION, PreferenceValue.OPTED_OUT), world.aliceSigner);

    assertThat(reasons(Operation.DISCLOSE, "broker")).containsExactly("CONSENT_GIVEN");
    assertThat(reasons(Operation.DISCLOSE, "bank"))
        .containsExactly("RECIPIENT_NOT_GRANTED", "RESTRICTED");
  }

  @Test
  void storesAGrantForEverybodyAsBefore() {
    Consent all = consent(List.of());
    Consent some = consent(List.of("bank", "broker"));

    // status, version, 1 x "Purchase", end, 2 = by a delegate, transaction
    assertThat(encoded(all).toHex())
        .isEqualTo(
            "01"
                + "00000001"
                + "0001"
                + "0008"
                + "5075726368617365"
                + "000000000000000a"
                + "02"
                + World.txId(1).toHex());
    for (Consent one : List.of(all, some)) {
      RecordReader in = new RecordReader(encoded(one));
      assertThat(Consent.decode(in)).isEqualTo(one);
      in.end();
    }
  }

  private static Consent consent(List<String> recipients) {
    return new Consent(
        ConsentStatus.GIVEN, 1, List.of("Purchase"), 10, World.txId(1), true, recipients);
  }

  private static Bytes encoded(Consent consent) {
    RecordWriter out = new RecordWriter();
    consent.encode(out);
    return out.done();
  }

  private long until() {
    return world.timeMs + Limits.DAY_MS;
  }

  private void declare(ProcessRef process, String... recipients) {
    world.recorded(
        world.process(process, "Consent", List.of("Purchase"), List.of(recipients)),
        world.retailerSigner);
  }

  private void grant(ProcessRef process, String... recipients) {
    world.recorded(
        world.grantFor(List.of(recipients), process, until(), "Purchase"), world.aliceSigner);
  }

  private List<Finding> disclosed(String recipient) {
    return world.recorded(
        world.disclosed(PARTNERS, recipient, Disclosure.PROCESSOR, "Purchase"),
        world.retailerSigner);
  }

  private List<Finding> used(KeyId by) {
    return world.recorded(world.used(PARTNERS, "Purchase"), by);
  }

  private static Finding outside(String reason) {
    return new Finding(FindingCode.OUTSIDE_RECIPIENT, Severity.VIOLATION, List.of(reason));
  }

  private List<String> reasons(Operation operation, @Nullable String recipient) {
    return decision(operation, recipient).reasons().stream().map(Enum::name).toList();
  }

  private Decision decision(Operation operation, @Nullable String recipient) {
    return Checker.check(
        world.state,
        new CheckQuery(
            world.alice,
            world.retailer,
            PARTNERS.id(),
            null,
            List.of(),
            operation,
            recipient,
            null,
            null),
        world.block());
  }
}
