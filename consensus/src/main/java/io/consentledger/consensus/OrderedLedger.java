package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import java.io.IOException;

/**
 * What follows the order: implemented by the owner of the {@link Orderer}. {@link #apply}, {@link
 * #skip} and {@link #checkpoint} are called on one thread of the orderer, one at a time. {@link
 * #adopt} is called on another thread, never at the same time as the others. {@link #applied} may
 * be called at any time.
 */
public interface OrderedLedger {
  /**
   * The last position that the ledger has taken, by {@link #apply}, {@link #skip} or {@link
   * #adopt}; {@link Position#NONE} where it has taken none. At start the orderer goes on right
   * after it, so a position must be stored in one atomic step with its effect.
   */
  Position applied();

  /**
   * The index up to which the ledger is known to have been durable, at start: above that of {@link
   * #applied} where it lost something since. Then the log must give it again.
   */
  default long syncedIndex() {
    return applied().index();
  }

  /**
   * Takes a committed batch: the same bytes at the same position on every node, each position once
   * and in order. Whatever is thrown stops this node for good (a hole in a ledger is worse than a
   * stop): refusing a batch's content is a result, not an exception.
   */
  void apply(Position position, Bytes batch);

  /**
   * Takes a committed entry of the engine itself, which changes nothing but {@link #applied}. It
   * need not be durable at once: after a crash it is told again.
   */
  void skip(Position position);

  /**
   * Makes all that was taken durable, and says what stands. On return the log up to that position
   * may be thrown away.
   *
   * @throws java.io.UncheckedIOException where the disk refuses for now: nothing is thrown away,
   *     and it is asked again later
   */
  Checkpoint checkpoint();

  /**
   * Brings the ledger to {@code target} by other means (fetching from peers), because the log that
   * leads there is gone; done when {@link #applied} is at or past it. May be called again with the
   * same target after a crash in the middle, and returns at once where nothing is missing.
   *
   * @throws IOException where it can't be reached now: the orderer tries again a little later, at
   *     start too
   */
  void adopt(Checkpoint target) throws IOException;
}
