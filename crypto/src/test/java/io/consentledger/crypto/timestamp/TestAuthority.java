package io.consentledger.crypto.timestamp;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamping authority of one root and one signing certificate, for tests. */
public final class TestAuthority {
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");
  private static final Duration LIFE = Duration.ofDays(3650);

  private final X509Certificate root;
  private final X509Certificate signer;
  private final KeyPair signerKeys;

  private TestAuthority(X509Certificate root, X509Certificate signer, KeyPair signerKeys) {
    this.root = root;
    this.signer = signer;
    this.signerKeys = signerKeys;
  }

  /** An authority whose certificates are valid from {@code since} on, for ten years. */
  public static TestAuthority since(Instant since) {
    return of(since, KeyPurposeId.id_kp_timeStamping);
  }

  /** One whose signer was certified for something else. */
  static TestAuthority of(Instant since, KeyPurposeId purpose) {
    try {
      KeyPair rootKeys = keys();
      KeyPair signerKeys = keys();
      X500Name rootName = new X500Name("CN=Test time root");
      X509Certificate root =
          certificate(rootName, rootName, rootKeys, rootKeys, since, true, purpose);
      X509Certificate signer =
          certificate(
              rootName,
              new X500Name("CN=Test time signer"),
              rootKeys,
              signerKeys,
              since,
              false,
              purpose);
      return new TestAuthority(root, signer, signerKeys);
    } catch (GeneralSecurityException | OperatorException | IOException broken) {
      throw new AssertionError(broken);
    }
  }

  /** What a network agrees on. */
  public X509Certificate root() {
    return root;
  }

  /** Answers a question, as of {@code now}. */
  public Bytes answer(Bytes query, Instant now) {
    try {
      TimeStampTokenGenerator tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build("SHA256withECDSA", signerKeys.getPrivate(), signer),
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
              POLICY);
      tokens.addCertificates(new JcaCertStore(List.of(signer)));
      TimeStampResponseGenerator responses =
          new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
      return Bytes.owning(
          responses
              .generate(new TimeStampRequest(query.toArray()), BigInteger.ONE, Date.from(now))
              .getEncoded());
    } catch (GeneralSecurityException | OperatorException | TSPException | IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(
      X500Name issuer,
      X500Name subject,
      KeyPair issuerKeys,
      KeyPair subjectKeys,
      Instant since,
      boolean authority,
      KeyPurposeId purpose)
      throws GeneralSecurityException, OperatorException, IOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            authority ? BigInteger.ONE : BigInteger.TWO,
            Date.from(since),
            Date.from(since.plus(LIFE)),
            subject,
            subjectKeys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
  }
}
