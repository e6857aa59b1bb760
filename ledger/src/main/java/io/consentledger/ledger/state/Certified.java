package io.consentledger.ledger.state;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Everything under a process, or under all of them, was certified as erased, except what was
 * collected again since.
 *
 * @param collectedSince {@code process/category}, ascending
 */
record Certified(List<String> collectedSince) {
  static final Certified ALL = new Certified(List.of());

  Certified collected(String processId, Collection<String> categories) {
    TreeSet<String> since = new TreeSet<>(collectedSince);
    categories.forEach(category -> since.add(place(processId, category)));
    return new Certified(List.copyOf(since));
  }

  boolean covers(String processId, Collection<String> categories) {
    return categories.stream()
        .anyMatch(category -> !collectedSince.contains(place(processId, category)));
  }

  void encode(RecordWriter out) {
    out.texts(collectedSince);
  }

  static Certified decode(RecordReader in) {
    return new Certified(in.texts());
  }

  private static String place(String processId, String category) {
    return processId + "/" + category;
  }
}
