package io.consentledger.crypto;

import java.util.Optional;

/** The signature algorithms of the formats, by their two-byte code. */
public enum Algorithm {
  /** Ed25519 (RFC 8032), raw public key of 32 bytes, signature of 64. */
  ED25519(1, 32, 64),
  /**
   * ECDSA on P-256 with SHA-256, uncompressed point of 65 bytes, r and s of 32 bytes each, low s.
   */
  ECDSA_P256(2, 65, 64);

  private final int code;
  private final int publicKeySizeBytes;
  private final int signatureSizeBytes;

  Algorithm(int code, int publicKeySizeBytes, int signatureSizeBytes) {
    this.code = code;
    this.publicKeySizeBytes = publicKeySizeBytes;
    this.signatureSizeBytes = signatureSizeBytes;
  }

  /** The algorithm with this code, where there is one. */
  public static Optional<Algorithm> ofCode(int code) {
    for (Algorithm algorithm : values()) {
      if (algorithm.code == code) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  public int publicKeySizeBytes() {
    return publicKeySizeBytes;
  }

  public int signatureSizeBytes() {
    return signatureSizeBytes;
  }

  /** The code as two bytes, big-endian. */
  Bytes codeBytes() {
    return Bytes.owning(new byte[] {(byte) (code >>> 8), (byte) code});
  }
}
