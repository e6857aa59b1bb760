package io.consentledger.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curve P-256 (SEC 2, secp256r1) and its uncompressed points of 65 bytes. */
final class P256 {
  static final int SCALAR_SIZE_BYTES = 32;
  static final int POINT_SIZE_BYTES = 65;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
  static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  static final BigInteger ORDER = DOMAIN.getN();
  static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private P256() {}

  /** The public point of a scalar, which must be from 1 to the order less 1. */
  static Bytes publicPoint(BigInteger scalar) {
    ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar);
    return Bytes.owning(point.getEncoded(false));
  }

  /** The point of an X.509 public key as it stands, or no bytes for a key of another kind. */
  static Bytes pointOf(PublicKey key) {
    return Optional.ofNullable(key.getEncoded())
        .map(SubjectPublicKeyInfo::getInstance)
        .map(spki -> Bytes.copyOf(spki.getPublicKeyData().getOctets()))
        .orElse(Bytes.EMPTY);
  }

  /** The scalar that 32 big-endian bytes hold, where it is one. */
  static Optional<BigInteger> scalar(byte[] source, int offset) {
    BigInteger value = new BigInteger(1, source, offset, SCALAR_SIZE_BYTES);
    return value.signum() > 0 && value.compareTo(ORDER) < 0 ? Optional.of(value) : Optional.empty();
  }

  /** Writes a number below 2^256 as 32 big-endian bytes. */
  static void putScalar(BigInteger value, byte[] target, int offset) {
    byte[] minimal = value.toByteArray();
    int skip = Math.max(0, minimal.length - SCALAR_SIZE_BYTES);
    int size = minimal.length - skip;
    Arrays.fill(target, offset, offset + SCALAR_SIZE_BYTES - size, (byte) 0);
    System.arraycopy(minimal, skip, target, offset + SCALAR_SIZE_BYTES - size, size);
  }
}
