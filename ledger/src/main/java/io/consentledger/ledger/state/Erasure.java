package io.consentledger.ledger.state;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The data categories of a process that one organisation erased and hasn't again, ascending. */
record Erasure(List<String> dataCategories) {
  static final Erasure NONE = new Erasure(List.of());

  Erasure with(Collection<String> erased) {
    TreeSet<String> all = new TreeSet<>(dataCategories);
    all.addAll(erased);
    return new Erasure(List.copyOf(all));
  }

  Erasure without(Collection<String> collected) {
    TreeSet<String> left = new TreeSet<>(dataCategories);
    left.removeAll(new TreeSet<>(collected));
    return new Erasure(List.copyOf(left));
  }

  void encode(RecordWriter out) {
    out.texts(dataCategories);
  }

  static Erasure decode(RecordReader in) {
    return new Erasure(in.texts());
  }
}
