package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Header;
import java.util.Arrays;

/**
 * The hashes of the headers above a block, each of which names the one before. Once the newest is
 * known to be right, all of them are, whoever gave them. One thread.
 */
final class HeaderTrail {
  private final long baseHeight;
  private final Digest baseHash;
  private byte[] hashes = new byte[Digest.SIZE_BYTES * 64];
  private int count;

  HeaderTrail(long baseHeight, Digest baseHash) {
    this.baseHeight = baseHeight;
    this.baseHash = baseHash;
  }

  long newestHeight() {
    return baseHeight + count;
  }

  Digest newestHash() {
    return count == 0 ? baseHash : at(newestHeight());
  }

  /** Takes the next header; false, and nothing taken, where it doesn't follow the newest. */
  boolean append(Header header) {
    if (header.height() != newestHeight() + 1 || !header.prevHeaderHash().equals(newestHash())) {
      return false;
    }
    int size = count * Digest.SIZE_BYTES;
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.multiplyExact(size, 2));
    }
    System.arraycopy(header.hash().bytes().toArray(), 0, hashes, size, Digest.SIZE_BYTES);
    count++;
    return true;
  }

  /** Takes all of another that begins where this one ends. */
  void appendAll(HeaderTrail next) {
    if (next.baseHeight != newestHeight() || !next.baseHash.equals(newestHash())) {
      throw new IllegalArgumentException("it doesn't begin at " + newestHeight());
    }
    int size = count * Digest.SIZE_BYTES;
    int more = next.count * Digest.SIZE_BYTES;
    hashes = Arrays.copyOf(hashes, Math.max(hashes.length, Math.addExact(size, more)));
    System.arraycopy(next.hashes, 0, hashes, size, more);
    count += next.count;
  }

  /** The hash of the header at a height above the base and up to the newest. */
  Digest at(long height) {
    int place = Math.toIntExact(height - baseHeight - 1);
    return new Digest(Bytes.copyOf(hashes, place * Digest.SIZE_BYTES, Digest.SIZE_BYTES));
  }
}
