package io.consentledger.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.TxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverdueTest {
  private final World world = World.furnished();

  @Test
  void isNothingForACustomerWhomNobodyKnows() {
    assertThat(Overdue.of(new World().state, world.alice, Long.MAX_VALUE)).isEmpty();
    assertThat(Overdue.of(world.state, world.alice, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void isAnAnswerUnderTheGdprAfterTheLastDayOfAShortMonth() {
    TxId request = ask(Regime.GDPR, "2026-01-31T12:00:00Z");
    assertThat(at("2026-02-28T23:59:59.999Z")).isEmpty();
    assertThat(at("2026-03-01T00:00:00Z"))
        .containsExactly(item("ANSWER", "2026-03-01T00:00:00Z", request));
  }

  @Test
  void isLaterWhereTheTimeWasExtendedBeforeItEnded() {
    TxId request = ask(Regime.GDPR, "2026-01-31T12:00:00Z");
    assertThat(say(request, RequestStatusCode.EXTENDED, "2026-02-28T12:00:00Z")).isEmpty();
    assertThat(at("2026-04-30T23:59:59Z")).isEmpty();
    assertThat(at("2026-05-01T00:00:00Z")).hasSize(1);
  }

  @Test
  void isNotMovedByAnExtensionThatComesTooLate() {
    TxId request = ask(Regime.GDPR, "2026-01-31T12:00:00Z");
    List<Finding> findings = say(request, RequestStatusCode.EXTENDED, "2026-03-01T00:00:00Z");
    assertThat(findings)
        .extracting(Finding::code)
        .containsExactly(FindingCode.REQUEST_DEADLINE_MISSED);
    assertThat(at("2026-03-01T00:00:00Z")).hasSize(1);
  }

  @Test
  void isTheConfirmationOfARequestUnderTheCcpaAfterTenBusinessDays() {
    world.recorded(world.holidays(2026, 1, "2026-01-19"), world.regulatorSigner);
    TxId request = ask(Regime.CCPA, "2026-01-12T09:00:00Z"); // Monday; the 19th is listed
    assertThat(at("2026-01-27T23:59:59Z")).isEmpty();
    assertThat(at("2026-01-28T00:00:00Z"))
        .containsExactly(item("ACKNOWLEDGE", "2026-01-28T00:00:00Z", request));
    assertThat(say(request, RequestStatusCode.ACKNOWLEDGED, "2026-01-28T00:00:00Z"))
        .extracting(Finding::details)
        .containsExactly(List.of("ACKNOWLEDGE"));
    assertThat(at("2026-01-28T00:00:00Z")).isEmpty();
    assertThat(at("2026-02-27T00:00:00Z"))
        .containsExactly(item("ANSWER", "2026-02-27T00:00:00Z", request));
  }

  @Test
  void endsWithTheAnswerWhichCarriesTheFindingWhereItIsLate() {
    TxId request = ask(Regime.CCPA, "2026-01-12T09:00:00Z");
    assertThat(at("2026-03-01T00:00:00Z")).hasSize(2);
    assertThat(say(request, RequestStatusCode.COMPLETED, "2026-03-01T00:00:00Z"))
        .extracting(Finding::details)
        .containsExactly(List.of("ACKNOWLEDGE", "ANSWER"));
    assertThat(at("2026-03-02T00:00:00Z")).isEmpty();
    assertThat(at("2026-02-28T00:00:00Z")).hasSize(2); // what was overdue then stays so
  }

  @Test
  void isNothingOfWhatTheCustomerCancelled() {
    TxId request = ask(Regime.GDPR, "2026-01-31T12:00:00Z");
    world.timeMs = ms("2026-02-01T00:00:00Z");
    world.recorded(world.status(request, RequestStatusCode.CANCELLED), world.aliceSigner);
    assertThat(at("2027-01-01T00:00:00Z")).isEmpty();
  }

  @Test
  void isDataThatIsKeptForLongerThanDeclared() {
    world.recorded(world.collected(World.ORDERS, "Name", "Purchase"), world.retailerSigner);
    TxId first = world.newestTxId();
    world.advanceDays(10);
    world.recorded(world.received(World.ORDERS, "bank", "Purchase"), world.retailerSigner);
    TxId second = world.newestTxId();
    assertThat(at("2027-01-05T23:59:59Z")).isEmpty();
    assertThat(at("2027-01-06T00:00:00Z"))
        .containsExactly(retention("Name", "2027-01-06T00:00:00Z", first));
    assertThat(at("2027-01-16T00:00:00Z"))
        .containsExactly(
            retention("Name", "2027-01-06T00:00:00Z", first),
            retention("Purchase", "2027-01-16T00:00:00Z", second));
    world.timeMs = ms("2027-01-16T00:00:00Z");
    assertThat(world.recorded(world.used(World.ORDERS, "Name"), world.retailerSigner))
        .extracting(Finding::code)
        .containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(world.recorded(world.erased(World.ORDERS, "Name"), world.retailerSigner))
        .extracting(Finding::code)
        .containsExactly(FindingCode.RETENTION_ELAPSED);
    assertThat(at("2027-01-16T00:00:00Z"))
        .containsExactly(retention("Purchase", "2027-01-16T00:00:00Z", second));
  }

  @Test
  void isTheAcknowledgementOfARecipientThatDataWentTo() {
    world.recorded(world.grant(World.LOYALTY, "Purchase"), world.aliceSigner);
    world.recorded(
        world.disclosed(World.LOYALTY, "broker", Disclosure.PROCESSOR, "Purchase"),
        world.retailerSigner);
    world.recorded(world.withdraw(World.LOYALTY), world.aliceSigner); // Monday 2026-01-05, 08:00
    TxId withdrawal = world.newestTxId();
    assertThat(at("2026-02-05T07:59:59Z")).isEmpty();
    assertThat(at("2026-02-05T08:00:00Z"))
        .containsExactly(
            new OverdueItem(
                FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED,
                List.of("WITHDRAWN"),
                ms("2026-02-05T08:00:00Z"),
                withdrawal,
                world.retailer,
                Optional.of("broker")));
    world.recorded(world.acknowledge(withdrawal), world.brokerSigner);
    assertThat(at("2026-02-05T08:00:00Z")).isEmpty();
  }

  private TxId ask(Regime regime, String time) {
    world.timeMs = ms(time);
    world.recorded(world.ask(regime, RequestRight.ACCESS), world.aliceSigner);
    return world.newestTxId();
  }

  private List<Finding> say(TxId request, RequestStatusCode status, String time) {
    world.timeMs = ms(time);
    return world.recorded(world.status(request, status), world.retailerSigner);
  }

  private List<OverdueItem> at(String time) {
    return Overdue.of(world.state, world.alice, ms(time));
  }

  private OverdueItem item(String detail, String due, TxId request) {
    return new OverdueItem(
        FindingCode.REQUEST_DEADLINE_MISSED,
        List.of(detail),
        ms(due),
        request,
        world.retailer,
        Optional.empty());
  }

  private OverdueItem retention(String category, String due, TxId record) {
    return new OverdueItem(
        FindingCode.RETENTION_ELAPSED,
        List.of(category),
        ms(due),
        record,
        world.retailer,
        Optional.empty());
  }

  private static long ms(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
