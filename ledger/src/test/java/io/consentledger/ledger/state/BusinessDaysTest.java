package io.consentledger.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusinessDaysTest {
  private static final BusinessDays WITHOUT_HOLIDAYS = new BusinessDays(day -> false);

  @Test
  void knowsTheDaysOfTheWeekOfFourHundredYears() {
    long first = LocalDate.of(1900, 1, 1).toEpochDay();
    for (long day = first; day < first + 146_097; day++) {
      DayOfWeek weekday = LocalDate.ofEpochDay(day).getDayOfWeek();
      assertThat(WITHOUT_HOLIDAYS.isBusinessDay(day))
          .isEqualTo(weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY);
    }
  }

  @Test
  void endsPeriodsOfDaysAndMonthsWithTheirLastDay() {
    assertThat(day(BusinessDays.endAfterDaysMs(ms("2026-01-01T23:00:00Z"), 45)))
        .isEqualTo("2026-02-16T00:00:00Z");
    assertThat(day(BusinessDays.endAfterMonthsMs(ms("2026-01-31T12:00:00Z"), 1)))
        .isEqualTo("2026-03-01T00:00:00Z");
    assertThat(day(BusinessDays.endAfterMonthsMs(ms("2028-01-31T12:00:00Z"), 1)))
        .isEqualTo("2028-03-01T00:00:00Z");
    assertThat(day(BusinessDays.endAfterMonthsMs(ms("2026-01-31T12:00:00Z"), 3)))
        .isEqualTo("2026-05-01T00:00:00Z");
  }

  @Test
  void doesNotCountTheDayOfTheEvent() {
    assertThat(end("2026-01-05T00:00:00Z", 1)).isEqualTo("2026-01-07T00:00:00Z");
    assertThat(end("2026-01-05T23:59:59Z", 1)).isEqualTo("2026-01-07T00:00:00Z");
    assertThat(end("2026-01-09T12:00:00Z", 1)).isEqualTo("2026-01-13T00:00:00Z");
    assertThat(end("2026-01-10T12:00:00Z", 15)).isEqualTo("2026-01-31T00:00:00Z");
  }

  @Test
  void leavesOutListedHolidays() {
    BusinessDays days = new BusinessDays(Set.of(LocalDate.of(2026, 1, 6).toEpochDay())::contains);
    assertThat(days.endMs(ms("2026-01-05T10:00:00Z"), 1)).isEqualTo(ms("2026-01-08T00:00:00Z"));
  }

  @Test
  void clampsMonthsToTheirLastDay() {
    assertThat(BusinessDays.plusMonths(ms("2026-01-31T10:00:00Z"), 1))
        .isEqualTo(ms("2026-02-28T10:00:00Z"));
    assertThat(BusinessDays.plusMonths(ms("2028-02-29T10:00:00Z"), 12))
        .isEqualTo(ms("2029-02-28T10:00:00Z"));
  }

  @Test
  void neverThrowsForAnyTime() {
    for (long extreme : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, 1L << 53}) {
      WITHOUT_HOLIDAYS.endMs(extreme, 15);
      BusinessDays.plusMonths(extreme, 12);
    }
    assertThat(BusinessDays.plusMonths(Long.MAX_VALUE, 12)).isPositive();
  }

  private static String end(String event, int count) {
    return Instant.ofEpochMilli(WITHOUT_HOLIDAYS.endMs(ms(event), count)).toString();
  }

  private static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static String day(long timeMs) {
    return Instant.ofEpochMilli(timeMs).toString();
  }
}
