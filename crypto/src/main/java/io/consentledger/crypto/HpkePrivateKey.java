package io.consentledger.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The X25519 key that opens what was sealed to its {@link HpkePublicKey}. Never printed; wiped when
 * closed. Any thread may use it until then.
 */
public final class HpkePrivateKey implements AutoCloseable {
  private final SecretBytes secret;
  private final HpkePublicKey publicKey;

  private HpkePrivateKey(SecretBytes secret, HpkePublicKey publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  /** A new key from {@code random}. */
  public static HpkePrivateKey generate(SecureRandom random) {
    byte[] bytes = new byte[X25519.SCALAR_SIZE];
    random.nextBytes(bytes);
    return fromSecret(SecretBytes.owning(bytes));
  }

  /**
   * The key with this secret of 32 bytes, any of them (RFC 7748 section 5). Takes ownership of it.
   *
   * @throws IllegalArgumentException where it has another size
   */
  public static HpkePrivateKey fromSecret(SecretBytes secret) {
    if (secret.size() != X25519.SCALAR_SIZE) {
      throw new IllegalArgumentException("a secret key has 32 bytes, not " + secret.size());
    }
    byte[] point = new byte[X25519.POINT_SIZE];
    X25519.scalarMultBase(secret.unsafeArray(), 0, point, 0);
    return new HpkePrivateKey(secret, new HpkePublicKey(Bytes.owning(point)));
  }

  public HpkePublicKey publicKey() {
    return publicKey;
  }

  /** The secret itself, for this package only. */
  SecretBytes secret() {
    return secret;
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "HpkePrivateKey(" + publicKey + ")";
  }
}
