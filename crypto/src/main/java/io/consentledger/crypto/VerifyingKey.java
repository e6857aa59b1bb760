package io.consentledger.crypto;

import java.util.Optional;

/**
 * A public key that was checked in full when it was made. Immutable; any thread may verify. Keep
 * the object: decoding a key costs more than one check.
 */
public final class VerifyingKey {
  private final Algorithm algorithm;
  private final Bytes raw;
  private final KeyId id;
  private final DecodedKey decoded;

  private VerifyingKey(Algorithm algorithm, Bytes raw, DecodedKey decoded) {
    this.algorithm = algorithm;
    this.raw = raw;
    this.id = KeyId.of(algorithm, raw);
    this.decoded = decoded;
  }

  /**
   * Checks a raw public key (canonical encoding, on the curve, of full order).
   *
   * @throws CryptoException {@code key-invalid}
   */
  public static VerifyingKey of(Algorithm algorithm, Bytes raw) throws CryptoException {
    byte[] bytes = raw.unsafeArray();
    Optional<DecodedKey> decoded =
        switch (algorithm) {
          case ED25519 -> Ed25519PublicKey.decode(bytes);
          case ECDSA_P256 -> P256PublicKey.decode(bytes);
        };
    if (decoded.isEmpty()) {
      throw new CryptoException("key-invalid", "not an acceptable " + algorithm + " public key");
    }
    return new VerifyingKey(algorithm, raw, decoded.get());
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
   * strict acceptance rule of docs/spec/keys-and-signatures.md.
   *
   * @throws CryptoException {@code signature-invalid}
   */
  public void verify(Bytes message, Signature signature) throws CryptoException {
    if (!decoded.accepts(message.unsafeArray(), signature.bytes().unsafeArray())) {
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
