package io.consentledger.ledger.tx;

import io.consentledger.crypto.Digest;

/** Names a transaction: the hash of its signed bytes, so free of the signature. */
public record TxId(Digest digest) implements Comparable<TxId> {

  /**
   * Decodes 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static TxId fromHex(String hex) {
    return new TxId(Digest.fromHex(hex));
  }

  /** Lower-case hexadecimal, 64 digits. */
  public String toHex() {
    return digest.toHex();
  }

  @Override
  public int compareTo(TxId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
