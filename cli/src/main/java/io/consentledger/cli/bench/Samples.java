package io.consentledger.cli.bench;

import java.util.Arrays;
import java.util.List;

/** Durations in nanoseconds, collected by one thread. */
final class Samples {
  private long[] nanos = new long[1024];
  private int size;

  void add(long duration) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = duration;
  }

  int size() {
    return size;
  }

  /** All of them in ascending order. */
  static long[] sorted(List<Samples> all) {
    long[] joined = new long[all.stream().mapToInt(Samples::size).sum()];
    int at = 0;
    for (Samples one : all) {
      System.arraycopy(one.nanos, 0, joined, at, one.size);
      at += one.size;
    }
    Arrays.sort(joined);
    return joined;
  }

  /** The duration that the share {@code quantile} of sorted samples doesn't exceed, in ms. */
  static double millisAt(long[] sorted, double quantile) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(quantile * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)] / 1e6;
  }
}
