package io.consentledger.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encrypted PKCS#8 by one scheme only, which OpenSSL reads and writes too: PBES2 (RFC 8018) with
 * PBKDF2-HMAC-SHA-256 and AES-256 in CBC mode. What was decrypted must then be a key to the last
 * byte ({@link PrivateKeyDer}), which is how a wrong passphrase shows.
 */
final class KeyEncryption {
  private static final int SALT_SIZE_BYTES = 16;
  private static final int SALT_SIZE_BYTES_MAX = 64;
  private static final int IV_SIZE_BYTES = 16;
  private static final int KEY_SIZE_BITS = 256;
  private static final AlgorithmIdentifier HMAC_SHA256 =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

  private KeyEncryption() {}

  static byte[] encrypt(byte[] der, char[] passphrase, SecureRandom random) throws IOException {
    byte[] salt = new byte[SALT_SIZE_BYTES];
    random.nextBytes(salt);
    byte[] iv = new byte[IV_SIZE_BYTES];
    random.nextBytes(iv);
    try {
      byte[] encrypted =
          crypt(Cipher.ENCRYPT_MODE, der, passphrase, salt, iv, Limits.PASSPHRASE_ROUNDS);
      PBES2Parameters scheme =
          new PBES2Parameters(
              new KeyDerivationFunc(
                  PKCSObjectIdentifiers.id_PBKDF2,
                  new PBKDF2Params(salt, Limits.PASSPHRASE_ROUNDS, HMAC_SHA256)),
              new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
      return new EncryptedPrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, scheme), encrypted)
          .getEncoded(ASN1Encoding.DER);
    } catch (GeneralSecurityException absent) {
      throw new AssertionError("every Java platform has PBKDF2 and AES", absent);
    }
  }

  /** The caller wipes the result. */
  static byte[] decrypt(byte[] der, char[] passphrase) throws CryptoException {
    Encrypted file = parse(der);
    try {
      return crypt(
          Cipher.DECRYPT_MODE,
          file.data().unsafeArray(),
          passphrase,
          file.salt().unsafeArray(),
          file.iv().unsafeArray(),
          file.rounds());
    } catch (GeneralSecurityException wrong) {
      throw wrongPassphrase();
    }
  }

  static CryptoException wrongPassphrase() {
    return new CryptoException(
        "key-file-passphrase", "the passphrase is not this key file's: try again");
  }

  private static Encrypted parse(byte[] der) throws CryptoException {
    try {
      EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
      ASN1Encodable pbes2 =
          parameters(info.getEncryptionAlgorithm(), PKCSObjectIdentifiers.id_PBES2);
      PBES2Parameters scheme = PBES2Parameters.getInstance(pbes2);
      PBKDF2Params derivation =
          PBKDF2Params.getInstance(
              parameters(
                  AlgorithmIdentifier.getInstance(scheme.getKeyDerivationFunc().toASN1Primitive()),
                  PKCSObjectIdentifiers.id_PBKDF2));
      parameters(derivation.getPrf(), PKCSObjectIdentifiers.id_hmacWithSHA256);
      ASN1Encodable iv =
          parameters(
              AlgorithmIdentifier.getInstance(scheme.getEncryptionScheme().toASN1Primitive()),
              NISTObjectIdentifiers.id_aes256_CBC);
      Encrypted file =
          new Encrypted(
              Bytes.owning(info.getEncryptedData()),
              Bytes.owning(derivation.getSalt()),
              Bytes.copyOf(ASN1OctetString.getInstance(iv).getOctets()),
              derivation.getIterationCount().intValueExact());
      if (!file.isWithinLimits()) {
        throw unsupported();
      }
      return file;
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      throw unsupported();
    }
  }

  /** The parameters of an algorithm, which must be the one expected and have some. */
  private static ASN1Encodable parameters(
      AlgorithmIdentifier algorithm, ASN1ObjectIdentifier expected) throws CryptoException {
    ASN1Encodable parameters = algorithm.getParameters();
    if (!algorithm.getAlgorithm().equals(expected) || parameters == null) {
      throw unsupported();
    }
    return parameters;
  }

  private static CryptoException unsupported() {
    return new CryptoException(
        "key-file-malformed",
        "not PKCS#8 encrypted by PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC");
  }

  private static byte[] crypt(
      int mode, byte[] input, char[] passphrase, byte[] salt, byte[] iv, int rounds)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, rounds, KEY_SIZE_BITS);
    byte[] key = new byte[0];
    try {
      SecretKey derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec);
      key = derived.getEncoded();
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(input);
    } finally {
      spec.clearPassword();
      Arrays.fill(key, (byte) 0);
    }
  }

  /** What an encrypted file says of itself; nothing here is secret. */
  private record Encrypted(Bytes data, Bytes salt, Bytes iv, int rounds) {
    boolean isWithinLimits() {
      return iv.size() == IV_SIZE_BYTES
          && salt.size() <= SALT_SIZE_BYTES_MAX
          && salt.size() > 0
          && rounds >= 1
          && rounds <= Limits.PASSPHRASE_ROUNDS_MAX;
    }
  }
}
