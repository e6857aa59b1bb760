package io.consentledger.ledger.state;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which organisations one customer's data went to since an erasure of it was last certified: those
 * whom the next certificate calls on. Bounded by the organisations and the processes.
 */
record Untold(NavigableSet<Place> places) {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::processId).thenComparing(Place::recipient);

  static final Untold NOBODY = new Untold(new TreeSet<>(ORDER));

  /** Data went to this organisation under this process. */
  record Place(String processId, String recipient) {}

  Untold with(Place place) {
    NavigableSet<Place> more = new TreeSet<>(places);
    more.add(place);
    return new Untold(more);
  }

  /**
   * Without what a certificate covers.
   *
   * @param processIds none for all
   */
  Untold without(List<String> processIds) {
    NavigableSet<Place> left = new TreeSet<>(places);
    left.removeIf(covered(processIds));
    return new Untold(left);
  }

  /** Those whom a certificate calls on, by name, ascending. */
  NavigableSet<String> recipients(List<String> processIds) {
    NavigableSet<String> names = new TreeSet<>();
    places.stream().filter(covered(processIds)).forEach(place -> names.add(place.recipient()));
    return names;
  }

  private static Predicate<Place> covered(List<String> processIds) {
    return place -> processIds.isEmpty() || processIds.contains(place.processId());
  }

  void encode(RecordWriter out) {
    out.u32(places.size());
    places.forEach(place -> out.text(place.processId()).text(place.recipient()));
  }

  static Untold decode(RecordReader in) {
    NavigableSet<Place> places = new TreeSet<>(ORDER);
    for (int left = in.u32(); left > 0; left--) {
      places.add(new Place(in.text(), in.text()));
    }
    return new Untold(places);
  }
}
