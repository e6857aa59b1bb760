package io.consentledger.crypto;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that an honest authority never makes. */
final class OddCertificate {
  private String subject = "CN=bank-1";
  private String issuer = "O=bank,CN=bank CA";
  private boolean authority;
  private int usage = KeyUsage.digitalSignature;
  private KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
  private Instant start = Instant.now().minusSeconds(60);
  private Instant end = Instant.now().plusSeconds(3600);

  OddCertificate subject(String value) {
    subject = value;
    return this;
  }

  OddCertificate issuer(String value) {
    issuer = value;
    return this;
  }

  OddCertificate authority() {
    authority = true;
    usage = KeyUsage.keyCertSign;
    return this;
  }

  OddCertificate usage(int value) {
    usage = value;
    return this;
  }

  OddCertificate purposes(KeyPurposeId... value) {
    purposes = value;
    return this;
  }

  OddCertificate validity(Instant from, Instant to) {
    start = from;
    end = to;
    return this;
  }

  /** Signed by itself. */
  TlsIdentity selfSigned() throws Exception {
    KeyPair keys = newKeys();
    return new TlsIdentity(keys.getPrivate(), List.of(sign(keys, keys.getPrivate())));
  }

  /** A new key whose certificate the key of {@code signer} signs; the chain has that one only. */
  TlsIdentity signedBy(PrivateKey signer) throws Exception {
    KeyPair keys = newKeys();
    return new TlsIdentity(keys.getPrivate(), List.of(sign(keys, signer)));
  }

  private X509Certificate sign(KeyPair keys, PrivateKey signer) throws Exception {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.ONE,
            Date.from(start),
            Date.from(end),
            Locale.ROOT,
            new X500Name(subject),
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (usage != 0) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    }
    if (purposes.length > 0) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }
    byte[] der =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)).getEncoded();
    return TlsFiles.readCertificate(Bytes.owning(der));
  }

  private static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
