package io.consentledger.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * An X25519 public key (RFC 7748) to which something can be sealed. Checked in full when it is
 * made: the one encoding of a coordinate below 2^255 - 19, and none of the points of small order,
 * which would make the shared secret zero for everybody. Immutable, for any thread.
 *
 * @param raw 32 bytes, little-endian
 */
public record HpkePublicKey(Bytes raw) {
  static final int SIZE_BYTES = 32;

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /**
   * @throws IllegalArgumentException where it isn't such a key
   */
  public HpkePublicKey {
    if (raw.size() != SIZE_BYTES || !isCanonical(raw) || isOfSmallOrder(raw)) {
      throw new IllegalArgumentException("not an acceptable X25519 public key");
    }
  }

  /**
   * A key from outside.
   *
   * @throws CryptoException {@code key-invalid}
   */
  public static HpkePublicKey of(Bytes raw) throws CryptoException {
    try {
      return new HpkePublicKey(raw);
    } catch (IllegalArgumentException refused) {
      throw new CryptoException("key-invalid", "not an acceptable X25519 public key");
    }
  }

  private static boolean isCanonical(Bytes raw) {
    byte[] bigEndian = new byte[SIZE_BYTES];
    for (int i = 0; i < SIZE_BYTES; i++) {
      bigEndian[i] = raw.at(SIZE_BYTES - 1 - i);
    }
    return new BigInteger(1, bigEndian).compareTo(PRIME) < 0;
  }

  // Any scalar does: X25519 clears the cofactor, so small points alone give zero.
  private static boolean isOfSmallOrder(Bytes raw) {
    byte[] scalar = new byte[X25519.SCALAR_SIZE];
    byte[] product = new byte[X25519.POINT_SIZE];
    return !X25519.calculateAgreement(scalar, 0, raw.unsafeArray(), 0, product, 0);
  }

  @Override
  public String toString() {
    return "X25519:" + raw.toHex();
  }
}
