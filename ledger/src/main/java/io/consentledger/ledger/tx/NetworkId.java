package io.consentledger.ledger.tx;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;

/** Names a network: the hash of the exact bytes of its genesis file. Part of everything signed. */
public record NetworkId(Digest digest) implements Comparable<NetworkId> {
  /** {@code H(L("genesis") | exact bytes of the genesis file)}. */
  public static NetworkId of(Bytes genesisFile) {
    return new NetworkId(Domain.GENESIS.hash(genesisFile));
  }

  /**
   * Decodes 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static NetworkId fromHex(String hex) {
    return new NetworkId(Digest.fromHex(hex));
  }

  /** Lower-case hexadecimal, 64 digits. */
  public String toHex() {
    return digest.toHex();
  }

  @Override
  public int compareTo(NetworkId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
