package io.consentledger.node.details;

import io.consentledger.crypto.Bytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) under a fresh random nonce, which stands in front. */
final class DetailCipher {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** By how much what is sealed is longer than what was to be sealed. */
  static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BITS / Byte.SIZE;

  private DetailCipher() {}

  /**
   * @param place is authenticated too, so that a row can't be moved to another place
   */
  static Bytes seal(Bytes key, Bytes place, Bytes plain, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, place);
      return Bytes.concat(Bytes.owning(nonce), Bytes.owning(cipher.doFinal(plain.toArray())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES-256-GCM is in every Java", e);
    }
  }

  /** Empty where key, place or content isn't what was sealed. */
  static Optional<Bytes> open(Bytes key, Bytes place, Bytes sealed) {
    if (sealed.size() < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      Cipher cipher =
          cipher(Cipher.DECRYPT_MODE, key, sealed.slice(0, NONCE_BYTES).toArray(), place);
      return Optional.of(
          Bytes.owning(cipher.doFinal(sealed.slice(NONCE_BYTES, sealed.size()).toArray())));
    } catch (AEADBadTagException other) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES-256-GCM is in every Java", e);
    }
  }

  private static Cipher cipher(int mode, Bytes key, byte[] nonce, Bytes place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(
        mode, new SecretKeySpec(key.toArray(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.toArray());
    return cipher;
  }
}
