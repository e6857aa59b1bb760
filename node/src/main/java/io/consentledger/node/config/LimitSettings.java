package io.consentledger.node.config;

import java.time.Duration;

/** The limits that an operator may set; the section {@code limits} of the configuration file. */
public record LimitSettings(
    int mempoolTransactionsMax,
    int mempoolBytesMax,
    int batchTransactionsMax,
    int batchBytesMax,
    Duration batchDelay,
    int batchesInFlightMax,
    Duration withheldAfter,
    long diskLowBytes) {
  /** What holds where the file says nothing. */
  public static final LimitSettings DEFAULTS =
      new LimitSettings(
          20_000,
          32 * 1024 * 1024,
          1000,
          512 * 1024,
          Duration.ofMillis(4),
          8,
          Duration.ofSeconds(30),
          256L << 20);

  static LimitSettings read(Section section) {
    return new LimitSettings(
        section.integer("mempoolTransactionsMax", 10, 1_000_000, DEFAULTS.mempoolTransactionsMax),
        section.integer("mempoolBytesMax", 65_536, 1 << 30, DEFAULTS.mempoolBytesMax),
        section.integer("batchTransactionsMax", 1, 10_000, DEFAULTS.batchTransactionsMax),
        section.integer("batchBytesMax", 32_768, 1536 * 1024, DEFAULTS.batchBytesMax),
        Duration.ofMillis(
            section.integer("batchDelayMs", 0, 1000, (int) DEFAULTS.batchDelay.toMillis())),
        section.integer("batchesInFlightMax", 1, 64, DEFAULTS.batchesInFlightMax),
        Duration.ofMillis(
            section.integer(
                "withheldAfterMs", 100, 600_000, (int) DEFAULTS.withheldAfter.toMillis())),
        (long) section.integer("diskLowMiB", 1, 1 << 20, (int) (DEFAULTS.diskLowBytes >> 20))
            << 20);
  }
}
