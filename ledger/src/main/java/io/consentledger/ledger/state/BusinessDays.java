package io.consentledger.ledger.state;

import java.time.LocalDate;
import java.util.function.LongPredicate;

/**
 * Counts days and months in UTC by integers alone: no time-zone data, no locale. Monday to Friday
 * are business days, but for the listed holidays; the day of the event doesn't count.
 */
public final class BusinessDays {
  private static final int DAYS_PER_WEEK = 7;
  private static final int WORKING_DAYS_PER_WEEK = 5;

  /** 1970-01-01 was a Thursday: day 3 of a week that starts with day 0, Monday. */
  private static final int WEEKDAY_OF_DAY_ZERO = 3;

  private final LongPredicate holidays;

  /**
   * @param holidays of a day since 1970-01-01: whether it is one
   */
  BusinessDays(LongPredicate holidays) {
    this.holidays = holidays;
  }

  /** The first millisecond after the {@code count}th business day after the day of the event. */
  long endMs(long eventMs, int count) {
    long day = Math.floorDiv(eventMs, Limits.DAY_MS);
    int left = count;
    while (left > 0) {
      day++;
      if (isBusinessDay(day)) {
        left--;
      }
    }
    return startMs(day + 1);
  }

  /** The same time of day, {@code months} later: on the last day of a month that is too short. */
  static long plusMonths(long eventMs, int months) {
    long day = Math.floorDiv(eventMs, Limits.DAY_MS);
    long timeOfDayMs = Math.floorMod(eventMs, Limits.DAY_MS);
    return startMs(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay()) + timeOfDayMs;
  }

  /** The first millisecond after the {@code days}th day after the day of the event, UTC ms. */
  public static long endAfterDaysMs(long eventMs, int days) {
    return startMs(Math.floorDiv(eventMs, Limits.DAY_MS) + days + 1);
  }

  /** The first millisecond after the day {@code months} later, or the last of a short month. */
  static long endAfterMonthsMs(long eventMs, int months) {
    long day = Math.floorDiv(eventMs, Limits.DAY_MS);
    return startMs(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay() + 1);
  }

  boolean isBusinessDay(long day) {
    return Math.floorMod(day + WEEKDAY_OF_DAY_ZERO, DAYS_PER_WEEK) < WORKING_DAYS_PER_WEEK
        && !holidays.test(day);
  }

  /** Saturates, so that no time makes the rules throw. */
  private static long startMs(long day) {
    long high = Math.multiplyHigh(day, Limits.DAY_MS);
    long low = day * Limits.DAY_MS;
    boolean fits = high == low >> 63 && low <= Long.MAX_VALUE - Limits.DAY_MS;
    return fits ? low : Long.MAX_VALUE - Limits.DAY_MS;
  }
}
