package io.consentledger.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Sealing one message to one key: HPKE (RFC 9180) in base mode, one suite, one message for each
 * encapsulated key. The suite is DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-256-GCM
 * 0x0002. It says nothing about who sealed: whoever must know signs besides. Stateless, for any
 * thread.
 */
public final class Hpke {
  /** The suite's three numbers, as RFC 9180 section 7 lists them. */
  public static final String SUITE = "0020-0001-0002";

  private Hpke() {}

  /**
   * A message that is sealed.
   *
   * @param enc the encapsulated key, 32 bytes
   * @param ciphertext with the tag of 16 bytes at its end
   */
  public record Sealed(Bytes enc, Bytes ciphertext) {}

  /**
   * Seals under a fresh key.
   *
   * @param info what the message is for; who opens must give the same
   * @param aad what goes with the message in the clear; likewise
   */
  public static Sealed seal(
      HpkePublicKey to, Bytes info, Bytes aad, Bytes plaintext, SecureRandom random) {
    try (HpkePrivateKey ephemeral = HpkePrivateKey.generate(random)) {
      return seal(to, info, aad, plaintext, ephemeral);
    }
  }

  /** For the published vectors, whose fresh keys are known. Never twice with the same one. */
  static Sealed seal(
      HpkePublicKey to, Bytes info, Bytes aad, Bytes plaintext, HpkePrivateKey ephemeral) {
    try {
      byte[] ciphertext =
          suite()
              .setupBaseS(publicKey(to), info.unsafeArray(), pair(ephemeral))
              .seal(aad.unsafeArray(), plaintext.unsafeArray());
      return new Sealed(ephemeral.publicKey().raw(), Bytes.owning(ciphertext));
    } catch (InvalidCipherTextException impossible) {
      throw new AssertionError("sealing can't fail", impossible);
    }
  }

  /**
   * Opens.
   *
   * @throws CryptoException {@code sealed-unreadable} where key, info, aad or a byte of what was
   *     sealed is another one
   */
  public static Bytes open(HpkePrivateKey key, Bytes info, Bytes aad, Sealed sealed)
      throws CryptoException {
    try {
      byte[] enc = HpkePublicKey.of(sealed.enc()).raw().toArray();
      return Bytes.owning(
          suite()
              .setupBaseR(enc, pair(key), info.unsafeArray())
              .open(aad.unsafeArray(), sealed.ciphertext().unsafeArray()));
    } catch (InvalidCipherTextException | CryptoException refused) {
      throw new CryptoException(
          "sealed-unreadable", "sealed to another key or for another purpose, or changed since");
    }
  }

  // One for each call: nothing says that the library's object may be shared.
  private static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  private static X25519PublicKeyParameters publicKey(HpkePublicKey key) {
    return new X25519PublicKeyParameters(key.raw().unsafeArray());
  }

  private static AsymmetricCipherKeyPair pair(HpkePrivateKey key) {
    return new AsymmetricCipherKeyPair(
        publicKey(key.publicKey()), new X25519PrivateKeyParameters(key.secret().unsafeArray()));
  }
}
