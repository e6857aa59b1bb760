package io.consentledger.cli.report;

import io.consentledger.cli.base.CliException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The moment for which somebody wants to see a history. */
public final class AsOf {
  private AsOf() {}

  /**
   * A UTC date, whose end is meant, or a UTC time; in milliseconds.
   *
   * @throws CliException {@code date-malformed}, exit 2
   */
  public static OptionalLong parse(@Nullable String typed) throws CliException {
    if (typed == null) {
      return OptionalLong.empty();
    }
    try {
      if (typed.length() == "2026-11-24".length()) {
        Instant next = LocalDate.parse(typed).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return OptionalLong.of(next.toEpochMilli() - 1);
      }
      return OptionalLong.of(Instant.parse(typed).toEpochMilli());
    } catch (DateTimeException | ArithmeticException malformed) {
      throw CliException.usage(
          "date-malformed",
          "'" + typed + "' is neither a date nor a time",
          "Write 2026-11-24, the whole day, or 2026-11-24T15:00:00Z; both are UTC.");
    }
  }
}
