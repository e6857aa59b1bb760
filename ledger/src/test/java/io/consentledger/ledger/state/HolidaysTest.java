package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.SetPreference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolidaysTest {
  @Test
  void arePublishedByAnAuthorityAloneAndOnlyForward() {
    World world = new World();
    assertThat(world.rejected(world.holidays(2026, 1), world.retailerSigner))
        .isEqualTo("signer-not-authorised");
    world.recorded(world.holidays(2026, 2, "2026-07-03"), world.regulatorSigner);
    assertThat(world.rejected(world.holidays(2026, 2), world.regulatorSigner))
        .isEqualTo("version-not-newer");
    world.recorded(world.holidays(2027, 1), world.regulatorSigner);
    world.recorded(world.holidays(2026, 3), world.regulatorSigner);
  }

  @Test
  void needTheRoleOfAnAuthority() {
    World world = new World();
    var byRetailer =
        new PublishHolidays(World.SALT, world.retailer, HolidayCalendar.US_CA, 2026, 1, List.of());
    assertThat(world.rejected(byRetailer, world.retailerSigner)).isEqualTo("signer-not-authority");
  }

  /**
   * A browser's signal, relayed by the controller on Monday 2026-06-15; Juneteenth and 3 July are
   * listed, so day 15 is 8 July.
   */
  @Test
  void moveTheEndOfTheTimeToComplyWithAnOptOut() {
    assertThat(saleOn("2026-07-07T12:00:00Z")).isEqualTo(Severity.GRACE); // business day 14
    assertThat(saleOn("2026-07-08T23:59:59Z")).isEqualTo(Severity.GRACE); // business day 15
    assertThat(saleOn("2026-07-09T00:00:00Z")).isEqualTo(Severity.VIOLATION); // business day 16
  }

  @Test
  void countFromTheBlockThatListsThem() {
    World world = optedOut();
    at(world, "2026-07-07T12:00:00Z");
    assertThat(severity(world)).isEqualTo(Severity.VIOLATION);
    world.recorded(world.holidays(2026, 1, "2026-06-19", "2026-07-03"), world.regulatorSigner);
    assertThat(severity(world)).isEqualTo(Severity.GRACE);
    world.recorded(world.holidays(2026, 2), world.regulatorSigner);
    assertThat(severity(world)).isEqualTo(Severity.VIOLATION);
  }

  private static Severity saleOn(String time) {
    World world = optedOut();
    world.recorded(world.holidays(2026, 1, "2026-06-19", "2026-07-03"), world.regulatorSigner);
    at(world, time);
    return severity(world);
  }

  private static World optedOut() {
    World world = World.furnished();
    world.recorded(world.grant(World.SALE, "AgeRange"), world.aliceSigner);
    at(world, "2026-06-15T10:00:00Z");
    world.recorded(
        new SetPreference(
            World.SALT,
            world.retailer,
            world.alice,
            Right.SALE,
            PreferenceValue.OPTED_OUT,
            PreferenceSource.GPC),
        world.retailerSigner);
    return world;
  }

  private static Severity severity(World world) {
    List<Finding> findings =
        world.recorded(
            world.disclosed(World.SALE, "broker", Disclosure.SALE, "AgeRange"),
            world.retailerSigner);
    assertThat(findings).extracting(Finding::code).containsExactly(FindingCode.SOLD_AFTER_OPT_OUT);
    return findings.get(0).severity();
  }

  private static void at(World world, String time) {
    world.timeMs = Instant.parse(time).toEpochMilli();
  }
}
