package io.consentledger.p2p;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One number for each constant of an enum, counted and read by any thread. */
final class Counters<E extends Enum<E>> {
  private final Class<E> type;
  private final Map<E, AtomicLong> values;

  Counters(Class<E> type) {
    this.type = type;
    this.values = new EnumMap<>(type);
    for (E key : type.getEnumConstants()) {
      values.put(key, new AtomicLong());
    }
  }

  void add(E key, long count) {
    value(key).addAndGet(count);
  }

  void increment(E key) {
    value(key).incrementAndGet();
  }

  Map<E, Long> snapshot() {
    Map<E, Long> snapshot = new EnumMap<>(type);
    values.forEach((key, value) -> snapshot.put(key, value.get()));
    return snapshot;
  }

  private AtomicLong value(E key) {
    AtomicLong value = values.get(key);
    if (value == null) {
      throw new AssertionError("every constant has its number");
    }
    return value;
  }
}
