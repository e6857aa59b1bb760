package io.consentledger.ledger.tx;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;

/** Names an organisation: the digest of the key id of its first signing key in the genesis file. */
public record PartyId(Digest digest) implements Comparable<PartyId> {
  /** The party whose first signing key has this id. */
  public static PartyId of(KeyId firstSigningKey) {
    return new PartyId(firstSigningKey.digest());
  }

  /**
   * Decodes 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static PartyId fromHex(String hex) {
    return new PartyId(Digest.fromHex(hex));
  }

  /** Lower-case hexadecimal, 64 digits. */
  public String toHex() {
    return digest.toHex();
  }

  @Override
  public int compareTo(PartyId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
