package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.Tip;
import io.consentledger.ledger.chain.Header;
import java.util.Arrays;

/**
 * The hashes of the headers above a tip, each of which names the one before. Once the newest is
 * known to be right, all of them are, whoever gave them. One thread.
 */
final class HeaderTrail {
  private final long tipHeight;
  private final Digest tipHash;
  private byte[] hashes = new byte[Digest.SIZE_BYTES * 64];
  private int count;

  HeaderTrail(Tip tip) {
    this.tipHeight = tip.height();
    this.tipHash = tip.headerHash();
  }

  long newestHeight() {
    return tipHeight + count;
  }

  Digest newestHash() {
    return count == 0 ? tipHash : at(newestHeight());
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

  /** The hash of the header at a height above the tip and up to the newest. */
  Digest at(long height) {
    int place = Math.toIntExact(height - tipHeight - 1);
    return new Digest(Bytes.copyOf(hashes, place * Digest.SIZE_BYTES, Digest.SIZE_BYTES));
  }
}
