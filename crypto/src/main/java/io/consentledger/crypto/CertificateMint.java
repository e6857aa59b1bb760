package io.consentledger.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/** Makes the two kinds of certificate of a network (RFC 5280): an authority's and a node's. */
final class CertificateMint {
  private static final int SERIAL_BITS = 128;
  private static final Pattern DNS_NAME =
      Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,62})(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,62})){0,20}");

  private final InstantSource clock;
  private final SecureRandom random;

  CertificateMint(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException absent) {
      throw new AssertionError("every Java platform has P-256", absent);
    }
  }

  X509Certificate authority(String organisation, KeyPair keys, Duration validity) {
    Instant now = clock.instant();
    // The space keeps this name apart from every node id.
    X500Name name = name(organisation + " CA", organisation);
    try {
      X509v3CertificateBuilder builder =
          builder(name, now, now.plus(positive(validity)), name, keys.getPublic());
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(keys.getPublic()));
      return sign(builder, keys.getPrivate());
    } catch (IOException | GeneralSecurityException impossible) {
      throw new AssertionError("these extensions can be encoded", impossible);
    }
  }

  X509Certificate node(
      TlsIdentity authority, String nodeId, List<String> hosts, PublicKey key, Duration validity) {
    X509Certificate issuer = authority.chain().get(0);
    Instant now = clock.instant();
    Instant wanted = now.plus(positive(validity));
    Instant issuerEnd = issuer.getNotAfter().toInstant();
    Instant end = wanted.isBefore(issuerEnd) ? wanted : issuerEnd;
    if (!end.isAfter(now)) {
      throw new IllegalArgumentException("the authority's own certificate ended at " + issuerEnd);
    }
    X500Name issuerName = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    try {
      X509v3CertificateBuilder builder = builder(issuerName, now, end, name(nodeId, null), key);
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                  }))
          .addExtension(Extension.subjectAlternativeName, false, alternativeNames(nodeId, hosts))
          .addExtension(
              Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
      return sign(builder, authority.privateKey());
    } catch (IOException | GeneralSecurityException impossible) {
      throw new AssertionError("these extensions can be encoded", impossible);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, Instant now, Instant end, X500Name subject, PublicKey key) {
    Instant start = now.minus(Limits.CERTIFICATE_BACKDATE).truncatedTo(ChronoUnit.SECONDS);
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    return new X509v3CertificateBuilder(
        issuer,
        serial,
        Date.from(start),
        Date.from(end.truncatedTo(ChronoUnit.SECONDS)),
        Locale.ROOT,
        subject,
        SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  private X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey signer) {
    try {
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .setSecureRandom(random)
                      .build(signer))
              .getEncoded();
      return TlsFiles.readCertificate(Bytes.owning(der));
    } catch (OperatorCreationException | IOException | CryptoException impossible) {
      throw new AssertionError(
          "a P-256 key signs, and what it signed is a certificate", impossible);
    }
  }

  private static X500Name name(String commonName, @Nullable String organisation) {
    X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
    if (organisation != null) {
      builder.addRDN(BCStyle.O, organisation);
    }
    return builder.addRDN(BCStyle.CN, commonName).build();
  }

  private static GeneralNames alternativeNames(String nodeId, List<String> hosts) {
    if (hosts.size() > Limits.HOSTS_MAX) {
      throw new IllegalArgumentException(
          hosts.size() + " hosts in one certificate, more than " + Limits.HOSTS_MAX);
    }
    List<String> names = Stream.concat(Stream.of(nodeId), hosts.stream()).distinct().toList();
    return new GeneralNames(
        names.stream().map(CertificateMint::alternativeName).toArray(GeneralName[]::new));
  }

  private static GeneralName alternativeName(String host) {
    if (IPAddress.isValid(host)) {
      return new GeneralName(GeneralName.iPAddress, host);
    }
    if (!DNS_NAME.matcher(host).matches()) {
      throw new IllegalArgumentException("neither a DNS name nor an IP address: " + host);
    }
    return new GeneralName(GeneralName.dNSName, host);
  }

  private static Duration positive(Duration validity) {
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("a certificate must be valid for some time");
    }
    return validity;
  }
}
