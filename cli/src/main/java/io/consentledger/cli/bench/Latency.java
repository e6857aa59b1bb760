package io.consentledger.cli.bench;

import java.util.List;

/** How long requests took: their number, and percentiles in milliseconds. */
public record Latency(long count, double p50Ms, double p95Ms, double p99Ms, double maxMs) {
  static Latency of(List<Samples> all) {
    long[] sorted = Samples.sorted(all);
    return new Latency(
        sorted.length,
        Samples.millisAt(sorted, 0.50),
        Samples.millisAt(sorted, 0.95),
        Samples.millisAt(sorted, 0.99),
        Samples.millisAt(sorted, 1));
  }
}
