package io.consentledger.ledger.chain;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.WireReader;
import io.consentledger.ledger.tx.WireWriter;

/**
 * The head of a block: 249 bytes (docs/spec/blocks.md).
 *
 * @param height from 1
 * @param timeMs UTC milliseconds, never earlier than the block before
 * @param prevHeaderHash zeros in the first block
 * @param historyRoot root of the log over all headers before this one
 * @param entriesRoot root of the log over this block's entries
 * @param mapRoot root of the map of streams after this block
 */
public record Header(
    NetworkId networkId,
    long height,
    long timeMs,
    Digest prevHeaderHash,
    Digest historyRoot,
    Digest entriesRoot,
    int entryCount,
    Digest mapRoot,
    int epoch,
    Digest validatorSetHash,
    Digest nextValidatorSetHash) {
  /** Length of an encoded header in bytes. */
  public static final int SIZE_BYTES = 249;

  private static final int VERSION = 1;

  /**
   * Decodes exactly {@link #SIZE_BYTES}.
   *
   * @throws ChainException {@code header-malformed}
   */
  public static Header decode(Bytes encoded) throws ChainException {
    try {
      WireReader in = new WireReader(encoded);
      in.version(VERSION);
      Header header =
          new Header(
              new NetworkId(in.digest()),
              in.u64(),
              in.u64(),
              in.digest(),
              in.digest(),
              in.digest(),
              in.u32(Limits.TRANSACTIONS_MAX),
              in.digest(),
              in.u32(Integer.MAX_VALUE),
              in.digest(),
              in.digest());
      in.end();
      return header;
    } catch (MalformedException malformed) {
      throw new ChainException("header-malformed", malformed.reason(), malformed);
    }
  }

  /** {@link #SIZE_BYTES} bytes. */
  public Bytes encode() {
    return new WireWriter(SIZE_BYTES)
        .u8(VERSION)
        .digest(networkId.digest())
        .u64(height)
        .u64(timeMs)
        .digest(prevHeaderHash)
        .digest(historyRoot)
        .digest(entriesRoot)
        .u32(entryCount)
        .digest(mapRoot)
        .u32(epoch)
        .digest(validatorSetHash)
        .digest(nextValidatorSetHash)
        .toBytes();
  }

  /** {@code H(0x00 | header)}, which is also its leaf in the log of headers. */
  public Digest hash() {
    return MerkleLog.leaf(encode());
  }
}
