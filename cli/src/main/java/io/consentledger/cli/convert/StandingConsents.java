package io.consentledger.cli.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The consents that stand while decisions are made up: any of them can be withdrawn. */
final class StandingConsents {
  /** A customer's consent to a process. */
  record Consent(int customer, String process) {}

  private final List<Consent> list = new ArrayList<>();
  private final Map<Consent, Integer> places = new HashMap<>();

  boolean isEmpty() {
    return list.isEmpty();
  }

  void add(Consent consent) {
    if (places.putIfAbsent(consent, list.size()) == null) {
      list.add(consent);
    }
  }

  /** Takes the one that {@code choice}, any number from 0, falls on. */
  Consent remove(int choice) {
    Consent consent = list.get(choice % list.size());
    remove(consent);
    return consent;
  }

  // The last one takes its place, so that the order depends on what was done alone.
  void remove(Consent consent) {
    Integer place = places.remove(consent);
    if (place == null) {
      return;
    }
    Consent last = list.remove(list.size() - 1);
    if (place < list.size()) {
      list.set(place, last);
      places.put(last, place);
    }
  }
}
