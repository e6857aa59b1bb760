package io.consentledger.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** RFC 9180, base mode, sections 4, 4.1, 5.1 and 5.2, with nothing but the JDK's own parts. */
final class Rfc9180 {
  private static final Bytes KEM = Bytes.concat(ascii("KEM"), Bytes.fromHex("0020"));
  private static final Bytes SUITE = Bytes.concat(ascii("HPKE"), Bytes.fromHex("002000010002"));

  private Rfc9180() {}

  static Hpke.Sealed seal(
      HpkePublicKey to, Bytes info, Bytes aad, Bytes plaintext, HpkePrivateKey ephemeral)
      throws GeneralSecurityException {
    Bytes enc = ephemeral.publicKey().raw();
    Bytes prk = extract(KEM, Bytes.EMPTY, "eae_prk", agree(ephemeral, to));
    Bytes shared = expand(KEM, prk, "shared_secret", Bytes.concat(enc, to.raw()), 32);
    Bytes context =
        Bytes.concat(
            Bytes.fromHex("00"),
            extract(SUITE, Bytes.EMPTY, "psk_id_hash", Bytes.EMPTY),
            extract(SUITE, Bytes.EMPTY, "info_hash", info));
    Bytes secret = extract(SUITE, shared, "secret", Bytes.EMPTY);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(expand(SUITE, secret, "key", context, 32).toArray(), "AES"),
        new GCMParameterSpec(128, expand(SUITE, secret, "base_nonce", context, 12).toArray()));
    cipher.updateAAD(aad.toArray());
    return new Hpke.Sealed(enc, Bytes.owning(cipher.doFinal(plaintext.toArray())));
  }

  private static Bytes agree(HpkePrivateKey mine, HpkePublicKey theirs)
      throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("X25519");
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(factory.generatePrivate(new PKCS8EncodedKeySpec(PrivateKeyDer.encode(mine))));
    Bytes spki = Bytes.concat(Bytes.fromHex("302a300506032b656e032100"), theirs.raw());
    agreement.doPhase(factory.generatePublic(new X509EncodedKeySpec(spki.toArray())), true);
    return Bytes.owning(agreement.generateSecret());
  }

  private static Bytes extract(Bytes suite, Bytes salt, String label, Bytes input)
      throws GeneralSecurityException {
    Bytes zeros = Bytes.owning(new byte[32]);
    return hmac(
        salt.size() == 0 ? zeros : salt,
        Bytes.concat(ascii("HPKE-v1"), suite, ascii(label), input));
  }

  /** One block of HKDF-Expand: never more than 32 bytes are asked for. */
  private static Bytes expand(Bytes suite, Bytes prk, String label, Bytes info, int size)
      throws GeneralSecurityException {
    Bytes labeled =
        Bytes.concat(
            Bytes.owning(new byte[] {0, (byte) size}),
            ascii("HPKE-v1"),
            suite,
            ascii(label),
            info,
            Bytes.fromHex("01"));
    return hmac(prk, labeled).slice(0, size);
  }

  private static Bytes hmac(Bytes key, Bytes message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
    return Bytes.owning(mac.doFinal(message.toArray()));
  }

  private static Bytes ascii(String text) {
    return Bytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
  }
}
