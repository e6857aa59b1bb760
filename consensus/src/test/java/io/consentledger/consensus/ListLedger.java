package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A ledger in memory that outlives its orderer, as if it were on disk: batches, and a hash chain.
 */
final class ListLedger implements OrderedLedger {
  private final List<Bytes> batches = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>();
  private Position applied = Position.NONE;
  private Digest head = Digest.of(Bytes.EMPTY);
  private long syncedIndex = Position.NONE.index();
  private int checkpoints;
  private int checkpointsRefused;
  private int adoptions;
  private boolean keeping = true;
  private BiConsumer<Position, Bytes> beforeApply = (position, batch) -> {};
  private Adopter adopter =
      target -> {
        throw new IOException("no peer is in reach");
      };

  /** Where missing batches come from. */
  interface Adopter {
    ListLedger peer(Checkpoint target) throws IOException;
  }

  @Override
  public synchronized Position applied() {
    return applied;
  }

  @Override
  public synchronized long syncedIndex() {
    return Math.max(applied.index(), syncedIndex);
  }

  /** Another that has what this one has by now. */
  synchronized ListLedger copy() {
    ListLedger made = upTo(batches.size());
    made.applied = applied;
    return made;
  }

  /** Another that has the first batches of this one. */
  synchronized ListLedger upTo(int count) {
    ListLedger made = new ListLedger();
    for (int i = 0; i < count; i++) {
      made.apply(positions.get(i), batches.get(i));
    }
    return made;
  }

  /** It knows that it had come this far once. */
  synchronized ListLedger remembering(long index) {
    syncedIndex = index;
    return this;
  }

  @Override
  public void apply(Position position, Bytes batch) {
    beforeApply.accept(position, batch);
    synchronized (this) {
      if (position.compareTo(applied) <= 0 || position.term() < applied.term()) {
        throw new IllegalStateException(position + " after " + applied);
      }
      if (keeping) {
        batches.add(batch);
        positions.add(position);
        head = chain(head, batch);
      }
      applied = position;
    }
  }

  @Override
  public synchronized void skip(Position position) {
    applied = position;
  }

  @Override
  public synchronized Checkpoint checkpoint() {
    if (checkpointsRefused > 0) {
      checkpointsRefused--;
      throw new UncheckedIOException(new IOException("No space left on device"));
    }
    checkpoints++;
    return new Checkpoint(applied, head.bytes());
  }

  @Override
  public void adopt(Checkpoint target) throws IOException {
    synchronized (this) {
      adoptions++;
    }
    ListLedger peer = adopter.peer(target);
    List<Bytes> theirs;
    List<Position> theirPositions;
    synchronized (peer) {
      theirs = List.copyOf(peer.batches);
      theirPositions = List.copyOf(peer.positions);
    }
    synchronized (this) {
      for (int i = batches.size();
          i < theirs.size() && theirPositions.get(i).compareTo(target.position()) <= 0;
          i++) {
        batches.add(theirs.get(i));
        positions.add(theirPositions.get(i));
        head = chain(head, theirs.get(i));
      }
      if (!head.bytes().equals(target.manifest())) {
        throw new IllegalStateException("the peer's batches don't lead to the manifest");
      }
      applied = target.position();
    }
  }

  private static Digest chain(Digest before, Bytes batch) {
    return Digest.of(Bytes.concat(before.bytes(), batch));
  }

  synchronized List<Bytes> batches() {
    return List.copyOf(batches);
  }

  synchronized Digest head() {
    return head;
  }

  /** The disk refuses so many checkpoints. */
  synchronized void refuseCheckpoints(int times) {
    checkpointsRefused = times;
  }

  synchronized int checkpoints() {
    return checkpoints;
  }

  synchronized int adoptions() {
    return adoptions;
  }

  /** From now on only positions count: for measuring. */
  ListLedger keepNothing() {
    keeping = false;
    return this;
  }

  void beforeApply(BiConsumer<Position, Bytes> action) {
    beforeApply = action;
  }

  void adoptFrom(Adopter source) {
    adopter = source;
  }

  /** The same batches as text. */
  <T> List<T> read(Function<Bytes, T> as) {
    return batches().stream().map(as).toList();
  }
}
