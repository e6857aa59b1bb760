package io.consentledger.cli.reports;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.report.Times;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A period of whole days in UTC.
 *
 * @param fromMs inclusive, UTC ms
 * @param endMs exclusive, UTC ms
 */
public record Period(long fromMs, long endMs) {
  static final Period ALWAYS = new Period(Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * From the first moment of a day to the last of another; open where one is missing.
   *
   * @throws CliException {@code date-malformed} or {@code period-empty}, exit 2
   */
  public static Period parse(@Nullable String from, @Nullable String to) throws CliException {
    long fromMs = from == null ? ALWAYS.fromMs : startMs(day(from));
    long endMs = to == null ? ALWAYS.endMs : startMs(day(to).plusDays(1));
    if (fromMs >= endMs) {
      throw CliException.usage(
          "period-empty", "--from is after --to", "Give the earlier day as --from.");
    }
    return new Period(fromMs, endMs);
  }

  /** A calendar year. */
  public static Period ofYear(int year) {
    return new Period(startMs(LocalDate.of(year, 1, 1)), startMs(LocalDate.of(year + 1, 1, 1)));
  }

  boolean contains(long timeMs) {
    return timeMs >= fromMs && timeMs < endMs;
  }

  /** Such as {@code " from 2026-01-01 to 2026-03-31"}; empty where it is unbounded. */
  String words() {
    return (fromMs == ALWAYS.fromMs ? "" : " from " + Times.day(fromMs))
        + (endMs == ALWAYS.endMs ? "" : " to " + Times.day(endMs - 1));
  }

  private static long startMs(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static LocalDate day(String typed) throws CliException {
    try {
      if (typed.length() == "2026-11-24".length()) {
        return LocalDate.parse(typed);
      }
    } catch (DateTimeException malformed) {
      // As any other that is no date.
    }
    throw CliException.usage(
        "date-malformed", "'" + typed + "' is no date", "Write 2026-11-24; the day is UTC's.");
  }
}
