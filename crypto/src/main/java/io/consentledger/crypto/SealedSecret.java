package io.consentledger.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A secret under a passphrase: AES-256-GCM (NIST SP 800-38D) with a key by Argon2id (RFC 9106). The
 * parameters of the derivation are authenticated too. Immutable, holds no secret in the clear.
 *
 * @param memoryKib memory that one guess takes, in KiB
 * @param passes over that memory
 * @param lanes of that memory
 * @param salt 16 random bytes
 * @param nonce 12 random bytes
 * @param encrypted the secret, with the tag of 16 bytes at its end
 */
public record SealedSecret(
    int memoryKib, int passes, int lanes, Bytes salt, Bytes nonce, Bytes encrypted) {
  private static final String LABEL = "consent-ledger/sealed-secret/v1";
  private static final int SALT_SIZE_BYTES = 16;
  private static final int NONCE_SIZE_BYTES = 12;
  private static final int TAG_SIZE_BITS = 128;
  private static final int KEY_SIZE_BYTES = 32;

  /**
   * Refuses what no file of ours has, before it costs memory or time.
   *
   * @throws IllegalArgumentException where a parameter is out of bounds
   */
  public SealedSecret {
    boolean bounded =
        lanes >= 1
            && lanes <= Limits.ARGON2_LANES_MAX
            && memoryKib >= 8 * lanes
            && memoryKib <= Limits.ARGON2_MEMORY_KIB_MAX
            && passes >= 1
            && passes <= Limits.ARGON2_PASSES_MAX;
    if (!bounded || salt.size() != SALT_SIZE_BYTES || nonce.size() != NONCE_SIZE_BYTES) {
      throw new IllegalArgumentException("no parameters of a sealed secret");
    }
  }

  /** Seals, at the cost that RFC 9106 section 4 recommends where memory is scarce. */
  public static SealedSecret seal(SecretBytes secret, char[] passphrase, SecureRandom random) {
    byte[] salt = new byte[SALT_SIZE_BYTES];
    random.nextBytes(salt);
    byte[] nonce = new byte[NONCE_SIZE_BYTES];
    random.nextBytes(nonce);
    SealedSecret header =
        new SealedSecret(
            Limits.ARGON2_MEMORY_KIB,
            Limits.ARGON2_PASSES,
            Limits.ARGON2_LANES,
            Bytes.owning(salt),
            Bytes.owning(nonce),
            Bytes.EMPTY);
    try {
      Bytes sealed =
          Bytes.owning(header.crypt(Cipher.ENCRYPT_MODE, secret.unsafeArray(), passphrase));
      return new SealedSecret(
          header.memoryKib, header.passes, header.lanes, header.salt, header.nonce, sealed);
    } catch (GeneralSecurityException absent) {
      throw new AssertionError("every Java platform has AES-GCM", absent);
    }
  }

  /**
   * Opens.
   *
   * @param passphrase stays the caller's
   * @throws CryptoException {@code passphrase-wrong}, also where somebody changed the file
   */
  public SecretBytes open(char[] passphrase) throws CryptoException {
    try {
      return SecretBytes.owning(crypt(Cipher.DECRYPT_MODE, encrypted.unsafeArray(), passphrase));
    } catch (GeneralSecurityException refused) {
      throw new CryptoException(
          "passphrase-wrong", "the passphrase isn't the right one, or the file was changed");
    }
  }

  private byte[] crypt(int mode, byte[] input, char[] passphrase) throws GeneralSecurityException {
    byte[] key = derive(passphrase);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_SIZE_BITS, nonce.unsafeArray()));
      String header = LABEL + '|' + memoryKib + '|' + passes + '|' + lanes + '|' + salt.toHex();
      cipher.updateAAD(Bytes.utf8(header).unsafeArray());
      return cipher.doFinal(input);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] derive(char[] passphrase) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt.unsafeArray())
            .build());
    byte[] key = new byte[KEY_SIZE_BYTES];
    argon2.generateBytes(passphrase, key);
    return key;
  }
}
