package io.consentledger.ledger.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a random history decides by. The same seed and questions give the same answers. */
record Dice(Random random) {
  /** 0 to {@code bound} - 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  /** One of the last few: what was said lately is answered more often. */
  <T> T pickLate(List<T> from) {
    return from.get(Math.max(0, from.size() - 1 - random.nextInt(4)));
  }

  /** About half of them, in their order; one at least. */
  <T> List<T> some(List<T> all) {
    List<T> chosen = new ArrayList<>();
    for (T one : all) {
      if (random.nextBoolean()) {
        chosen.add(one);
      }
    }
    return chosen.isEmpty() ? List.of(pick(all)) : chosen;
  }
}
