package io.consentledger.crypto;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** What a certificate must say of itself to count as an authority's or a node's. */
final class CertificateRules {
  static final String INVALID = "certificate-invalid";

  private static final List<String> NODE_PURPOSES =
      List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  private CertificateRules() {}

  /** Refuses what isn't marked as an authority's certificate, valid now, for signing others. */
  static void requireAuthority(X509Certificate certificate) throws CryptoException {
    requireUsage(certificate, KEY_CERT_SIGN, "signing certificates");
    if (certificate.getBasicConstraints() < 0) {
      throw new CryptoException(INVALID, "not an authority's certificate (CA:FALSE)");
    }
  }

  /** Refuses what isn't a certificate, valid now, for both ends of a TLS link, and no authority. */
  static void requireNode(X509Certificate certificate) throws CryptoException {
    requireUsage(certificate, DIGITAL_SIGNATURE, "digital signatures");
    if (certificate.getBasicConstraints() >= 0) {
      throw new CryptoException(INVALID, "an authority's certificate can't be a node's");
    }
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (purposes == null || !purposes.containsAll(NODE_PURPOSES)) {
        throw new CryptoException(INVALID, "not for TLS servers and clients (extended key usage)");
      }
    } catch (CertificateParsingException malformed) {
      throw new CryptoException(INVALID, "malformed extended key usage", malformed);
    }
  }

  /** Refuses a certificate outside its validity, by this machine's clock, as TLS itself does. */
  static void requireValidNow(X509Certificate certificate) throws CryptoException {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException expired) {
      throw new CryptoException(
          "certificate-expired",
          "the certificate ended at " + certificate.getNotAfter().toInstant(),
          expired);
    } catch (CertificateNotYetValidException early) {
      throw new CryptoException(
          "certificate-not-yet-valid",
          "the certificate begins at " + certificate.getNotBefore().toInstant(),
          early);
    }
  }

  /** The one common name of the subject, where it has the form of a node id. */
  static String nodeId(X509Certificate certificate) throws CryptoException {
    List<Rdn> names;
    try {
      names = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
    } catch (InvalidNameException malformed) {
      throw new CryptoException(INVALID, "malformed subject name", malformed);
    }
    if (names.size() != 1
        || names.get(0).size() != 1
        || !names.get(0).getType().equalsIgnoreCase("CN")
        || !(names.get(0).getValue() instanceof String nodeId)
        || !NodeName.isValid(nodeId)) {
      // What the peer wrote there isn't repeated: it could be anything.
      throw new CryptoException(INVALID, "the subject is not one common name that is a node id");
    }
    return nodeId;
  }

  private static void requireUsage(X509Certificate certificate, int bit, String what)
      throws CryptoException {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !usage[bit]) {
      throw new CryptoException(INVALID, "not a certificate for " + what + " (key usage)");
    }
  }
}
