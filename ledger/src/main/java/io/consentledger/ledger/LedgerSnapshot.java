package io.consentledger.ledger;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapProof;
import java.util.List;

/**
 * One moment of the ledger, however many reads are made of it. Holds on to storage: close it soon.
 * All proofs of one snapshot are about its {@link #tip()}.
 */
public interface LedgerSnapshot extends LedgerView, AutoCloseable {
  /**
   * Shows what stands in the map under a key, a stream's id or {@link FindingsChain#mapKey}, or
   * that nothing does: verifies against the {@code mapRoot} of the tip's header, or against zeros
   * before the first block.
   */
  MapProof mapProof(Digest key);

  /**
   * The path of the header at {@code height}, leaf {@code height - 1}, in the log of the first
   * {@code size} headers: verifies against the {@code historyRoot} of header {@code size + 1}.
   *
   * @throws IllegalArgumentException unless {@code 1 <= height <= size <= tip height}
   */
  List<Digest> historyPath(long height, long size);

  /**
   * Shows that the log of the first {@code size2} headers begins with the first {@code size1}.
   *
   * @throws IllegalArgumentException unless {@code 1 <= size1 <= size2 <= tip height}
   */
  List<Digest> historyConsistency(long size1, long size2);

  /**
   * The path of an entry in the log over its block's entries: verifies against that header's {@code
   * entriesRoot}. Paths of one block asked in a row cost one reading of the block.
   *
   * @throws IllegalArgumentException where there is no such entry
   */
  List<Digest> entryPath(long height, int index);

  @Override
  void close();
}
