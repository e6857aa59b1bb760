package io.consentledger.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * PKCS#8 (RFC 5958, version 1) of the kinds of key, as OpenSSL writes them: a fixed prefix, the
 * 32-byte secret, and for P-256 the public point after it. Fixed bytes on both sides mean one
 * encoding per key, and no parser that would scatter copies of the secret.
 */
final class PrivateKeyDer {
  /** SEQUENCE { 0, { id-Ed25519 }, OCTET STRING { OCTET STRING seed } } (RFC 8410). */
  private static final byte[] ED25519_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  /** The same with id-X25519. */
  private static final byte[] X25519_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b656e04220420");

  /**
   * SEQUENCE { 0, { id-ecPublicKey, secp256r1 }, OCTET STRING { SEQUENCE { 1, scalar, [1] point } }
   * } (RFC 5915).
   */
  private static final byte[] P256_PREFIX =
      HexFormat.of()
          .parseHex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");

  private static final byte[] P256_MIDDLE = HexFormat.of().parseHex("a144034200");

  private static final int SECRET_SIZE_BYTES = 32;

  private PrivateKeyDer() {}

  /** The caller wipes the result. */
  static byte[] encode(SigningKey key) {
    byte[] secret = key.secret().unsafeArray();
    return switch (key.verifyingKey().algorithm()) {
      case ED25519 -> join(ED25519_PREFIX, secret);
      case ECDSA_P256 ->
          join(P256_PREFIX, secret, P256_MIDDLE, key.verifyingKey().raw().unsafeArray());
    };
  }

  /**
   * The key that these bytes are the encoding of.
   *
   * @throws CryptoException {@code key-file-malformed}
   */
  static SigningKey decode(byte[] der) throws CryptoException {
    Algorithm algorithm;
    byte[] prefix;
    if (startsWith(der, ED25519_PREFIX)) {
      algorithm = Algorithm.ED25519;
      prefix = ED25519_PREFIX;
    } else if (startsWith(der, P256_PREFIX)) {
      algorithm = Algorithm.ECDSA_P256;
      prefix = P256_PREFIX;
    } else {
      throw malformed();
    }
    SecretBytes secret =
        SecretBytes.owning(
            Arrays.copyOfRange(der, prefix.length, prefix.length + SECRET_SIZE_BYTES));
    SigningKey key;
    try {
      key = SigningKey.fromSecret(algorithm, secret);
    } catch (IllegalArgumentException outOfRange) {
      secret.close();
      throw malformed();
    }
    byte[] again = encode(key);
    try {
      if (!Arrays.equals(again, der)) {
        key.close();
        throw malformed();
      }
    } finally {
      Arrays.fill(again, (byte) 0);
    }
    return key;
  }

  /** The caller wipes the result. */
  static byte[] encode(HpkePrivateKey key) {
    return join(X25519_PREFIX, key.secret().unsafeArray());
  }

  /**
   * The key for opening that these bytes are the encoding of.
   *
   * @throws CryptoException {@code key-file-malformed}
   */
  static HpkePrivateKey decodeHpke(byte[] der) throws CryptoException {
    int size = X25519_PREFIX.length + SECRET_SIZE_BYTES;
    if (der.length != size || !startsWith(der, X25519_PREFIX)) {
      throw new CryptoException(
          "key-file-malformed", "not an X25519 private key in PKCS#8 as this system writes");
    }
    return HpkePrivateKey.fromSecret(
        SecretBytes.owning(Arrays.copyOfRange(der, X25519_PREFIX.length, size)));
  }

  private static boolean startsWith(byte[] der, byte[] prefix) {
    return der.length >= prefix.length + SECRET_SIZE_BYTES
        && Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] join(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private static CryptoException malformed() {
    return new CryptoException(
        "key-file-malformed",
        "not an Ed25519 or P-256 private key in PKCS#8 as this system writes");
  }
}
