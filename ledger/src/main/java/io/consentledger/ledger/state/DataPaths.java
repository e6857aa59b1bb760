package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Disclosure;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which organisations one customer's data went to, as far as anybody declared it: under one
 * process, or under any. Bounded by the number of organisations.
 */
record DataPaths(NavigableSet<Path> paths) {
  private static final Comparator<Path> ORDER =
      Comparator.comparing(Path::recipient).thenComparing(Path::disclosure);

  static final DataPaths NONE = new DataPaths(new TreeSet<>(ORDER));

  /** Data went to this organisation in this way. */
  record Path(String recipient, Disclosure disclosure) {}

  boolean contains(Path path) {
    return paths.contains(path);
  }

  DataPaths with(Path path) {
    NavigableSet<Path> more = new TreeSet<>(paths);
    more.add(path);
    return new DataPaths(more);
  }

  /** The names of those at the end of such paths, ascending. */
  NavigableSet<String> recipients(Predicate<Path> wanted) {
    NavigableSet<String> names = new TreeSet<>();
    paths.stream().filter(wanted).forEach(path -> names.add(path.recipient()));
    return names;
  }

  void encode(RecordWriter out) {
    out.u32(paths.size());
    paths.forEach(path -> out.text(path.recipient()).code(path.disclosure()));
  }

  static DataPaths decode(RecordReader in) {
    NavigableSet<Path> paths = new TreeSet<>(ORDER);
    for (int left = in.u32(); left > 0; left--) {
      paths.add(new Path(in.text(), in.code(Disclosure.class)));
    }
    return new DataPaths(paths);
  }
}
