package io.consentledger.consensus;

/**
 * A place in the common order: the Raft term that the entry was written in, and its index. Indexes
 * start at 0 and have no gaps; some belong to entries of the engine itself (see {@link
 * OrderedLedger#skip}). The term never falls as the index grows.
 */
public record Position(long term, long index) implements Comparable<Position> {
  /** Before the first entry: what an empty ledger has applied. */
  public static final Position NONE = new Position(0, -1);

  public Position {
    if (term < 0 || index < -1) {
      throw new IllegalArgumentException("no such position: term " + term + ", index " + index);
    }
  }

  /** By index: in one order there is one entry at an index. */
  @Override
  public int compareTo(Position other) {
    return Long.compare(index, other.index);
  }
}
