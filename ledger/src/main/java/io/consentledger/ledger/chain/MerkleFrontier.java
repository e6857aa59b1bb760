package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;

/** The full subtrees of a growing log tree, largest first. Mutable, for one thread. */
public final class MerkleFrontier {
  private static final Bytes NODE = Bytes.owning(new byte[] {1});

  private final List<Digest> peaks = new ArrayList<>();
  private long size;

  /** Takes back what {@link #encode} gave. */
  public static MerkleFrontier decode(Bytes encoded) throws CryptoException {
    MerkleFrontier frontier = new MerkleFrontier();
    if (encoded.size() >= Long.BYTES) {
      frontier.size = encoded.asBuffer().getLong();
    }
    if (encoded.size() != Long.BYTES + Digest.SIZE_BYTES * Long.bitCount(frontier.size)) {
      throw new CryptoException("frontier-malformed", encoded.size() + " bytes");
    }
    for (int at = Long.BYTES; at < encoded.size(); at += Digest.SIZE_BYTES) {
      frontier.peaks.add(new Digest(encoded.slice(at, at + Digest.SIZE_BYTES)));
    }
    return frontier;
  }

  public Bytes encode() {
    java.nio.ByteBuffer out =
        java.nio.ByteBuffer.allocate(Long.BYTES + Digest.SIZE_BYTES * peaks.size());
    out.putLong(size);
    peaks.forEach(peak -> peak.bytes().putTo(out));
    return Bytes.owning(out.array());
  }

  public void append(Digest leaf) {
    Digest hash = leaf;
    for (long full = size; (full & 1) == 1; full >>>= 1) {
      hash = Digest.of(NODE, peaks.remove(peaks.size() - 1).bytes(), hash.bytes());
    }
    peaks.add(hash);
    size++;
  }

  public long size() {
    return size;
  }

  public Digest root() {
    if (peaks.isEmpty()) {
      return Digest.of();
    }
    Digest hash = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      hash = Digest.of(NODE, peaks.get(i).bytes(), hash.bytes());
    }
    return hash;
  }

  public MerkleFrontier copy() {
    MerkleFrontier copy = new MerkleFrontier();
    copy.peaks.addAll(peaks);
    copy.size = size;
    return copy;
  }
}
