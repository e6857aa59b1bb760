package io.consentledger.cli.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people read them: UTC, ISO 8601. */
public final class Times {
  private Times() {}

  /** To the second, such as {@code 2026-11-23T14:00:00Z}. */
  public static String second(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** To the millisecond, always with three digits. */
  public static String millisecond(long millis) {
    String second = second(millis);
    String digits = Long.toString(1_000 + Math.floorMod(millis, 1_000L)).substring(1);
    return second.substring(0, second.length() - 1) + "." + digits + "Z";
  }

  /** The day alone. */
  public static String day(long millis) {
    return second(millis).substring(0, 10);
  }
}
