package io.consentledger.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key that was checked in full when it was made. Immutable; any thread may verify. Keep
 * the object: decoding a key costs more than one check.
 */
public final class VerifyingKey {
  private final Algorithm algorithm;
  private final Bytes raw;
  private final KeyId id;

  private VerifyingKey(Algorithm algorithm, Bytes raw) {
    this.algorithm = algorithm;
    this.raw = raw;
    this.id = KeyId.of(algorithm, raw);
  }

  /**
   * Checks a raw public key (canonical encoding, on the curve, of full order).
   *
   * @throws CryptoException {@code key-invalid}
   */
  public static VerifyingKey of(Algorithm algorithm, Bytes raw) throws CryptoException {
    if (raw.size() != algorithm.publicKeySizeBytes()
        || !Ed25519.validatePublicKeyFull(raw.unsafeArray(), 0)) {
      throw new CryptoException("key-invalid", "not an acceptable " + algorithm + " public key");
    }
    return new VerifyingKey(algorithm, raw);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** The raw public key, of {@link Algorithm#publicKeySizeBytes()}. */
  public Bytes raw() {
    return raw;
  }

  public KeyId id() {
    return id;
  }

  /**
   * Returns normally only where {@code signature} is this key's over {@code message}, under the
   * strict acceptance rule of docs/spec.
   *
   * @throws CryptoException {@code signature-invalid}
   */
  public void verify(Bytes message, Signature signature) throws CryptoException {
    byte[] sig = signature.bytes().unsafeArray();
    byte[] msg = message.unsafeArray();
    if (sig.length != 64 || !Ed25519.verify(sig, 0, raw.unsafeArray(), 0, msg, 0, msg.length)) {
      throw new CryptoException("signature-invalid", "the signature is not this key's");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return algorithm + ":" + id.toHex();
  }
}
