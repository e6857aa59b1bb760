package io.consentledger.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A person's name as HMAC-SHA-256 (RFC 2104) under an organisation's key: the same name gives the
 * same token, and without the key no guess about a token can be tested. Source:
 * docs/spec/commitments.md. Stateless, for any thread.
 */
public final class SuppressionToken {
  /** Of the key. */
  public static final int KEY_SIZE_BYTES = 32;

  private static final String HMAC = "HmacSHA256";

  private SuppressionToken() {}

  /**
   * The token.
   *
   * @param kind whose names for persons these are, such as {@code own}
   * @param person the name, canonical
   * @throws IllegalArgumentException where the key has another size than 32 bytes
   */
  public static Digest of(SecretBytes key, String kind, String person) {
    if (key.size() != KEY_SIZE_BYTES) {
      throw new IllegalArgumentException("a suppression key has " + KEY_SIZE_BYTES + " bytes");
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.unsafeArray(), HMAC));
      mac.update(Domain.SUPPRESSION.prefix().toArray());
      update(mac, Bytes.utf8(kind));
      update(mac, Bytes.utf8(person));
      return new Digest(Bytes.owning(mac.doFinal()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("HMAC-SHA-256 is in every Java", e);
    }
  }

  private static void update(Mac mac, Bytes text) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.size()).array());
    mac.update(text.toArray());
  }
}
