package io.consentledger.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * TLS keys and certificate chains as PEM files: the key as PKCS#8 with mode 0600, the chain with
 * the owner's certificate first. Files are written once, durable on return, and never overwritten.
 */
public final class TlsFiles {
  private static final String KEY_LABEL = "PRIVATE KEY";
  private static final String CERTIFICATE_LABEL = "CERTIFICATE";

  private TlsFiles() {}

  /**
   * Writes both files, or neither.
   *
   * @throws java.nio.file.FileAlreadyExistsException where either exists
   */
  public static void write(Path keyPem, Path chainPem, TlsIdentity identity) throws IOException {
    byte[] der = identity.privateKey().getEncoded();
    byte[] text = Pem.encode(KEY_LABEL, der);
    try {
      PrivateFiles.createSecret(keyPem, text);
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
    try {
      writeCertificates(chainPem, identity.chain());
    } catch (IOException failed) {
      Files.delete(keyPem);
      throw failed;
    }
  }

  /** Writes certificates to a file that anyone may read. */
  public static void writeCertificates(Path chainPem, List<X509Certificate> chain)
      throws IOException {
    List<byte[]> ders = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      ders.add(encoded(certificate).toArray());
    }
    PrivateFiles.createPublic(chainPem, Pem.encodeAll(CERTIFICATE_LABEL, ders));
  }

  /**
   * Reads a P-256 key and its chain, and makes sure that they belong together.
   *
   * @throws CryptoException {@code key-file-permissions}, {@code key-file-not-regular}, {@code
   *     key-file-malformed}, {@code certificate-malformed} or {@code tls-key-mismatch}
   */
  public static TlsIdentity read(Path keyPem, Path chainPem) throws IOException, CryptoException {
    PrivateKey key = readKey(keyPem);
    List<X509Certificate> chain = readCertificates(chainPem);
    if (!(key instanceof ECPrivateKey ecKey)
        || !P256.publicPoint(ecKey.getS()).equals(P256.pointOf(chain.get(0).getPublicKey()))) {
      throw new CryptoException(
          "tls-key-mismatch", keyPem + " is not the key of the first certificate in " + chainPem);
    }
    return new TlsIdentity(key, chain);
  }

  /**
   * Reads the certificates of a PEM file, in its order.
   *
   * @throws CryptoException {@code key-file-malformed} or {@code certificate-malformed}
   */
  public static List<X509Certificate> readCertificates(Path chainPem)
      throws IOException, CryptoException {
    byte[] text = PrivateFiles.readPublic(chainPem, Limits.CHAIN_FILE_SIZE_BYTES_MAX);
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : Pem.decode(CERTIFICATE_LABEL, text, Limits.CHAIN_CERTIFICATES_MAX)) {
      chain.add(readCertificate(Bytes.owning(der)));
    }
    return chain;
  }

  /**
   * Decodes one certificate, exactly: DER, and no byte after it. Trusts nothing that it says.
   *
   * @throws CryptoException {@code certificate-malformed}
   */
  public static X509Certificate readCertificate(Bytes der) throws CryptoException {
    byte[] bytes = der.unsafeArray();
    try {
      // The JDK's reader would also take PEM, and ignore what follows the first certificate.
      if (bytes.length > Limits.CERTIFICATE_SIZE_BYTES_MAX
          || !Arrays.equals(bytes, Certificate.getInstance(bytes).getEncoded(ASN1Encoding.DER))) {
        throw new CryptoException("certificate-malformed", "not one certificate in DER");
      }
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException | CertificateException malformed) {
      throw new CryptoException(
          "certificate-malformed", "not one certificate in DER: " + malformed.getMessage());
    }
  }

  /**
   * Decodes the certificate of an organisation's authority, as it stands in the genesis file: one
   * that is marked for signing certificates. Its validity is judged when a peer links.
   *
   * @throws CryptoException {@code certificate-malformed} or {@code certificate-invalid}
   */
  public static X509Certificate readAuthority(Bytes der) throws CryptoException {
    X509Certificate certificate = readCertificate(der);
    CertificateRules.requireAuthority(certificate);
    return certificate;
  }

  /** The DER form of a certificate. */
  public static Bytes encoded(X509Certificate certificate) {
    try {
      return Bytes.owning(certificate.getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new AssertionError("a decoded certificate has its encoding", impossible);
    }
  }

  private static PrivateKey readKey(Path keyPem) throws IOException, CryptoException {
    byte[] text = PrivateFiles.readSecret(keyPem, Limits.KEY_FILE_SIZE_BYTES_MAX);
    try {
      byte[] der = Pem.decode(KEY_LABEL, text, 1).get(0);
      try {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException malformed) {
        throw new CryptoException(
            "key-file-malformed", keyPem + " holds no elliptic-curve key in PKCS#8");
      } finally {
        Arrays.fill(der, (byte) 0);
      }
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}
