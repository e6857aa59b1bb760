package io.consentledger.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key. Any thread may sign until it is closed, which wipes the secret. Never printed. The
 * secret is held once; what the arithmetic of a single signature derives from it on the heap is
 * beyond reach, and gone with the next garbage collection.
 */
public final class SigningKey implements AutoCloseable {
  private static final int SECRET_SIZE_BYTES = 32;

  private final SecretBytes secret;
  private final VerifyingKey verifyingKey;

  private SigningKey(SecretBytes secret, VerifyingKey verifyingKey) {
    this.secret = secret;
    this.verifyingKey = verifyingKey;
  }

  /** A new key from {@code random}. */
  public static SigningKey generate(Algorithm algorithm, SecureRandom random) {
    byte[] bytes = new byte[SECRET_SIZE_BYTES];
    do {
      random.nextBytes(bytes);
      // One P-256 candidate in 2^32 is out of range.
    } while (algorithm == Algorithm.ECDSA_P256 && P256.scalar(bytes, 0).isEmpty());
    return fromSecret(algorithm, SecretBytes.owning(bytes));
  }

  /**
   * The key with this secret: a 32-byte Ed25519 seed, or a P-256 scalar of 32 bytes, big-endian.
   * Takes ownership of it.
   *
   * @throws IllegalArgumentException where it has another size or is out of range
   */
  public static SigningKey fromSecret(Algorithm algorithm, SecretBytes secret) {
    if (secret.size() != SECRET_SIZE_BYTES) {
      throw new IllegalArgumentException("a secret key has 32 bytes, not " + secret.size());
    }
    Bytes publicKey =
        switch (algorithm) {
          case ED25519 -> ed25519Public(secret);
          case ECDSA_P256 -> P256.publicPoint(scalar(secret));
        };
    try {
      return new SigningKey(secret, VerifyingKey.of(algorithm, publicKey));
    } catch (CryptoException impossible) {
      throw new AssertionError("a derived key is valid", impossible);
    }
  }

  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /**
   * Signs {@code message}; the same key and message give the same signature (RFC 8032, RFC 6979).
   *
   * @throws IllegalStateException after {@link #close}
   */
  public Signature sign(Bytes message) {
    byte[] signature =
        switch (verifyingKey.algorithm()) {
          case ED25519 -> signEd25519(message.unsafeArray());
          case ECDSA_P256 -> signP256(message.unsafeArray());
        };
    return new Signature(Bytes.owning(signature));
  }

  /** The secret itself, for {@link KeyFiles} only. */
  SecretBytes secret() {
    return secret;
  }

  private byte[] signEd25519(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    // The public key given is this secret's own: another one would give the secret away.
    byte[] own = verifyingKey.raw().unsafeArray();
    Ed25519.sign(secret.unsafeArray(), 0, own, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  private byte[] signP256(byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(scalar(secret), P256.DOMAIN));
    BigInteger[] pair = signer.generateSignature(Sha256.digest(message));
    BigInteger s = pair[1].compareTo(P256.HALF_ORDER) > 0 ? P256.ORDER.subtract(pair[1]) : pair[1];
    byte[] signature = new byte[2 * P256.SCALAR_SIZE_BYTES];
    P256.putScalar(pair[0], signature, 0);
    P256.putScalar(s, signature, P256.SCALAR_SIZE_BYTES);
    return signature;
  }

  private static Bytes ed25519Public(SecretBytes seed) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed.unsafeArray(), 0, publicKey, 0);
    return Bytes.owning(publicKey);
  }

  private static BigInteger scalar(SecretBytes secret) {
    return P256.scalar(secret.unsafeArray(), 0)
        .orElseThrow(() -> new IllegalArgumentException("the P-256 secret is out of range"));
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "SigningKey(" + verifyingKey + ")";
  }
}
