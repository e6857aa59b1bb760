package io.consentledger.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Private keys as PEM files in PKCS#8, plain or encrypted with a passphrase. A file has mode 0600
 * from its first byte on, is durable when the call returns, and is never overwritten. A file that
 * others could read, or that a symbolic link points to, is refused.
 */
public final class KeyFiles {
  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private KeyFiles() {}

  /**
   * Writes the key in the clear, protected by the file's mode alone.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is such a file
   */
  public static void write(Path file, SigningKey key) throws IOException {
    writePlain(file, PrivateKeyDer.encode(key));
  }

  /**
   * Writes the key encrypted with {@code passphrase}, which the caller wipes; salt and vector come
   * from {@code random}. Takes some tenths of a second, on purpose.
   *
   * @throws IllegalArgumentException where the passphrase is empty
   * @throws java.nio.file.FileAlreadyExistsException where there is such a file
   */
  public static void write(Path file, SigningKey key, char[] passphrase, SecureRandom random)
      throws IOException {
    if (passphrase.length == 0) {
      throw new IllegalArgumentException("the passphrase is empty");
    }
    byte[] der = PrivateKeyDer.encode(key);
    try {
      byte[] encrypted = KeyEncryption.encrypt(der, passphrase, random);
      PrivateFiles.createSecret(file, Pem.encode(ENCRYPTED, encrypted));
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /**
   * Reads a key that isn't encrypted.
   *
   * @throws CryptoException {@code key-file-permissions}, {@code key-file-not-regular}, {@code
   *     key-file-malformed} or {@code key-file-encrypted}
   */
  public static SigningKey read(Path file) throws IOException, CryptoException {
    byte[] text = PrivateFiles.readSecret(file, Limits.KEY_FILE_SIZE_BYTES_MAX);
    try {
      if (Pem.startsWith(ENCRYPTED, text)) {
        throw new CryptoException(
            "key-file-encrypted", "the key is encrypted: give its passphrase");
      }
      return decode(Pem.decode(PLAIN, text, 1).get(0));
    } catch (CryptoException refused) {
      throw inFile(file, refused);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /**
   * Reads a key that is encrypted with {@code passphrase}, which the caller wipes.
   *
   * @throws CryptoException {@code key-file-permissions}, {@code key-file-not-regular}, {@code
   *     key-file-malformed} or {@code key-file-passphrase}
   */
  public static SigningKey read(Path file, char[] passphrase) throws IOException, CryptoException {
    byte[] text = PrivateFiles.readSecret(file, Limits.KEY_FILE_SIZE_BYTES_MAX);
    try {
      byte[] encrypted = Pem.decode(ENCRYPTED, text, 1).get(0);
      byte[] der = KeyEncryption.decrypt(encrypted, passphrase);
      try {
        return PrivateKeyDer.decode(der);
      } catch (CryptoException noKey) {
        // One wrong passphrase in 256 gives good padding by chance, but never a key.
        throw KeyEncryption.wrongPassphrase();
      } finally {
        Arrays.fill(der, (byte) 0);
      }
    } catch (CryptoException refused) {
      throw inFile(file, refused);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /**
   * Writes a key that opens what is sealed to it, protected by the file's mode alone.
   *
   * @throws java.nio.file.FileAlreadyExistsException where there is such a file
   */
  public static void write(Path file, HpkePrivateKey key) throws IOException {
    writePlain(file, PrivateKeyDer.encode(key));
  }

  /**
   * Reads such a key.
   *
   * @throws CryptoException {@code key-file-permissions}, {@code key-file-not-regular} or {@code
   *     key-file-malformed}
   */
  public static HpkePrivateKey readHpke(Path file) throws IOException, CryptoException {
    byte[] text = PrivateFiles.readSecret(file, Limits.KEY_FILE_SIZE_BYTES_MAX);
    try {
      byte[] der = Pem.decode(PLAIN, text, 1).get(0);
      try {
        return PrivateKeyDer.decodeHpke(der);
      } finally {
        Arrays.fill(der, (byte) 0);
      }
    } catch (CryptoException refused) {
      throw inFile(file, refused);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static void writePlain(Path file, byte[] der) throws IOException {
    byte[] text = Pem.encode(PLAIN, der);
    try {
      PrivateFiles.createSecret(file, text);
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static SigningKey decode(byte[] der) throws CryptoException {
    try {
      return PrivateKeyDer.decode(der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static CryptoException inFile(Path file, CryptoException refused) {
    return new CryptoException(refused.code(), file + ": " + refused.getMessage());
  }
}
