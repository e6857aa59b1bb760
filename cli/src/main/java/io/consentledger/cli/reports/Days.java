package io.consentledger.cli.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of days, to be summed up in one. */
final class Days {
  private final List<Long> days = new ArrayList<>();

  void add(long count) {
    days.add(count);
  }

  /** The middle one, or half-way between the two in the middle; null where there are none. */
  @Nullable BigDecimal median() {
    if (days.isEmpty()) {
      return null;
    }
    List<Long> sorted = days.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? BigDecimal.valueOf(sorted.get(middle))
        : quotient(sorted.get(middle - 1) + sorted.get(middle), 2);
  }

  /** The mean with one decimal, half up; null where there are none. */
  @Nullable BigDecimal mean() {
    return days.isEmpty()
        ? null
        : quotient(days.stream().mapToLong(Long::longValue).sum(), days.size());
  }

  private static BigDecimal quotient(long sum, int count) {
    return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP);
  }
}
