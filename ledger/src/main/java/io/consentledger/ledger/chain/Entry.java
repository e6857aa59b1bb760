package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;

/**
 * A transaction's place in the ledger, the same on every node: 126 bytes (docs/spec/blocks.md).
 *
 * @param seq the place in its stream, from 1
 * @param prev the hash of the stream's entry before this one; zeros where there is none
 * @param height the block's, from 1
 * @param index the place in the block, from 0
 * @param blockTimeMs UTC milliseconds
 */
public record Entry(
    Kind kind,
    StreamId streamId,
    long seq,
    Digest prev,
    long height,
    int index,
    long blockTimeMs,
    Digest envelopeHash) {
  /** Length of an encoded entry in bytes. */
  public static final int SIZE_BYTES = 126;

  private static final int VERSION = 1;

  /**
   * Decodes exactly {@link #SIZE_BYTES}.
   *
   * @throws ChainException {@code entry-malformed}
   */
  public static Entry decode(Bytes encoded) throws ChainException {
    try {
      WireReader in = new WireReader(encoded);
      in.version(VERSION);
      int kind = in.u8();
      Entry entry =
          new Entry(
              Kind.ofCode(kind)
                  .orElseThrow(() -> new MalformedException("no kind has the code " + kind)),
              new StreamId(in.digest()),
              in.u64(),
              in.digest(),
              in.u64(),
              in.u32(Limits.TRANSACTIONS_MAX),
              in.u64(),
              in.digest());
      in.end();
      return entry;
    } catch (MalformedException malformed) {
      throw new ChainException("entry-malformed", malformed.reason(), malformed);
    }
  }

  /** {@link #SIZE_BYTES} bytes. */
  public Bytes encode() {
    return new WireWriter(SIZE_BYTES)
        .u8(VERSION)
        .u8(kind.code())
        .digest(streamId.digest())
        .u64(seq)
        .digest(prev)
        .u64(height)
        .u32(index)
        .u64(blockTimeMs)
        .digest(envelopeHash)
        .toBytes();
  }

  /** {@code H(0x00 | entry)}: leaf of the block's tree, and {@code prev} of the stream's next. */
  public Digest hash() {
    return MerkleLog.leaf(encode());
  }
}
