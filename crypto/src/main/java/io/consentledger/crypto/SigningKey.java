package io.consentledger.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A private key. Any thread may sign until it is closed, which wipes it. Never printed. */
public final class SigningKey implements AutoCloseable {
  private final SecretBytes secret;
  private final VerifyingKey verifyingKey;

  private SigningKey(SecretBytes secret, VerifyingKey verifyingKey) {
    this.secret = secret;
    this.verifyingKey = verifyingKey;
  }

  /** A new key from {@code random}. */
  public static SigningKey generate(Algorithm algorithm, SecureRandom random) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return fromSecret(algorithm, SecretBytes.owning(seed));
  }

  /**
   * The key with this secret: a 32-byte Ed25519 seed, or a P-256 scalar of 32 bytes. Takes
   * ownership of it.
   */
  public static SigningKey fromSecret(Algorithm algorithm, SecretBytes secret) {
    byte[] publicKey = new byte[32];
    Ed25519.generatePublicKey(secret.toArray(), 0, publicKey, 0);
    try {
      return new SigningKey(secret, VerifyingKey.of(algorithm, Bytes.owning(publicKey)));
    } catch (CryptoException impossible) {
      throw new AssertionError("a generated key is valid", impossible);
    }
  }

  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** Signs {@code message}; the same key and message give the same signature. */
  public Signature sign(Bytes message) {
    byte[] msg = message.unsafeArray();
    byte[] signature = new byte[64];
    Ed25519.sign(secret.toArray(), 0, msg, 0, msg.length, signature, 0);
    return new Signature(Bytes.owning(signature));
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
