package io.consentledger.cli.formats;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a customer said something, as exactly as a document tells: a date that is written less
 * precisely is a span. What permits counts from its first moment and what protects until its last,
 * so that of two words about the same time the one that protects is the newer.
 *
 * @param earliest the first moment that can be meant
 * @param latest the last moment that can be meant, at or after the first
 */
public record Said(Instant earliest, Instant latest) {
  private static final Pattern LEAP_SECOND = Pattern.compile("(.*T\\d\\d:\\d\\d:)60(\\.0+)?(.*)");
  private static final Duration TICK = Duration.ofMillis(1);
  private static final int YEAR_CHARACTERS = 4;
  private static final int MONTH_CHARACTERS = 7;

  public Said {
    if (latest.isBefore(earliest)) {
      throw new IllegalArgumentException("a span ends before it begins");
    }
  }

  /** At one moment. */
  public static Said at(Instant moment) {
    return new Said(moment, moment);
  }

  /** Reads a year, a month, a day or a moment of ISO 8601; without an offset it is UTC. */
  public static Optional<Said> of(String written) {
    try {
      return Optional.of(parse(written.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Said parse(String text) {
    if (text.indexOf('T') < 0) {
      return days(text);
    }
    Matcher leap = LEAP_SECOND.matcher(text);
    if (leap.matches()) {
      Instant before = moment(leap.group(1) + "59" + leap.group(3));
      return new Said(before, before.plusSeconds(1));
    }
    return at(moment(text));
  }

  private static Said days(String text) {
    LocalDate first;
    LocalDate after;
    switch (text.length()) {
      case YEAR_CHARACTERS -> {
        first = Year.parse(text).atDay(1);
        after = first.plusYears(1);
      }
      case MONTH_CHARACTERS -> {
        first = YearMonth.parse(text).atDay(1);
        after = first.plusMonths(1);
      }
      default -> {
        first = LocalDate.parse(text);
        after = first.plusDays(1);
      }
    }
    return new Said(start(first), start(after).minus(TICK));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant moment(String text) {
    boolean zoned = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d(:?\\d\\d)?");
    return zoned
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
