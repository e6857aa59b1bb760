package io.consentledger.ledger.model;

import io.consentledger.crypto.Bytes;
import java.util.random.RandomGenerator;

/** 128 random bits in every payload: see {@link Limits#SALT_SIZE_BYTES}. */
public record Salt(Bytes bytes) {
  public Salt {
    if (bytes.size() != Limits.SALT_SIZE_BYTES) {
      throw new InvalidFieldException("salt", "has 16 bytes, not " + bytes.size());
    }
  }

  /** A new salt; {@code random} must be a secure one outside tests. */
  public static Salt random(RandomGenerator random) {
    byte[] salt = new byte[Limits.SALT_SIZE_BYTES];
    random.nextBytes(salt);
    return new Salt(Bytes.owning(salt));
  }

  /** Lower-case hexadecimal, 32 digits. */
  public String toHex() {
    return bytes.toHex();
  }
}
