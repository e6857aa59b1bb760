package io.consentledger.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A commitment to bytes that stay private: HMAC-SHA-256 (RFC 2104) under 64 random bytes. It says
 * nothing to whoever lacks those, and nothing at all once they are destroyed. Source:
 * docs/spec/commitments.md. Stateless, for any thread.
 */
public final class Commitment {
  /** The block of SHA-256: the longest key that HMAC uses as it is. */
  public static final int OPENING_SIZE_BYTES = 64;

  private static final String HMAC = "HmacSHA256";

  private Commitment() {}

  /** Fresh random bytes for one record. */
  public static Bytes opening(SecureRandom random) {
    byte[] bytes = new byte[OPENING_SIZE_BYTES];
    random.nextBytes(bytes);
    return Bytes.owning(bytes);
  }

  /**
   * What the ledger holds.
   *
   * @throws IllegalArgumentException where the opening has another size than 64 bytes
   */
  public static Digest of(Bytes opening, Bytes details) {
    if (opening.size() != OPENING_SIZE_BYTES) {
      throw new IllegalArgumentException("an opening has " + OPENING_SIZE_BYTES + " bytes");
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(opening.toArray(), HMAC));
      mac.update(Domain.COMMITMENT.prefix().toArray());
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(details.size()).array());
      return new Digest(Bytes.owning(mac.doFinal(details.toArray())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("HMAC-SHA-256 is in every Java", e);
    }
  }

  /** True where these are the details that were committed to. */
  public static boolean opens(Digest commitment, Bytes opening, Bytes details) {
    return opening.size() == OPENING_SIZE_BYTES
        && MessageDigest.isEqual(
            commitment.bytes().toArray(), of(opening, details).bytes().toArray());
  }
}
