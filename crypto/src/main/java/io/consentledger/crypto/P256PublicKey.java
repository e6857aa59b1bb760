package io.consentledger.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * ECDSA on P-256 with SHA-256: an uncompressed point, a signature of exactly 64 bytes, and s in the
 * lower half of its range, so that nobody but the signer can turn one valid signature into another.
 */
record P256PublicKey(ECPublicKeyParameters parameters) implements DecodedKey {
  private static final byte UNCOMPRESSED = 4;

  /** The key, where it is uncompressed, in range and on the curve (whose cofactor is 1). */
  static Optional<DecodedKey> decode(byte[] raw) {
    if (raw.length != P256.POINT_SIZE_BYTES || raw[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new P256PublicKey(
              new ECPublicKeyParameters(P256.DOMAIN.getCurve().decodePoint(raw), P256.DOMAIN)));
    } catch (IllegalArgumentException notOnCurve) {
      return Optional.empty();
    }
  }

  @Override
  public boolean accepts(byte[] message, byte[] signature) {
    if (signature.length != 2 * P256.SCALAR_SIZE_BYTES) {
      return false;
    }
    Optional<BigInteger> r = P256.scalar(signature, 0);
    Optional<BigInteger> s = P256.scalar(signature, P256.SCALAR_SIZE_BYTES);
    if (r.isEmpty() || s.isEmpty() || s.get().compareTo(P256.HALF_ORDER) > 0) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, parameters);
    return verifier.verifySignature(Sha256.digest(message), r.get(), s.get());
  }
}
