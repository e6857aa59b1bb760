package io.consentledger.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Who may link to this node: each member's node id with the certificate of the organisation CA that
 * alone may vouch for it. Immutable, for any thread.
 */
public final class PeerTrust {
  private final Map<String, X509Certificate> caByNodeId;

  public PeerTrust(Map<String, X509Certificate> caByNodeId) {
    this.caByNodeId = Map.copyOf(caByNodeId);
  }

  /** Accepts a chain that ends in any member's CA, for client and server use (PKIX, RFC 5280). */
  public X509TrustManager trustManager() {
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      for (Map.Entry<String, X509Certificate> entry : caByNodeId.entrySet()) {
        roots.setCertificateEntry(entry.getKey(), entry.getValue());
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(roots);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          return x509;
        }
      }
      throw new AssertionError("PKIX gives an X.509 trust manager");
    } catch (GeneralSecurityException | IOException absent) {
      throw new AssertionError("every Java platform has PKIX", absent);
    }
  }

  /**
   * The node id that this chain proves: the subject's common name, vouched for by that very node's
   * organisation CA.
   *
   * @throws CryptoException {@code peer-unknown} or {@code certificate-invalid}
   */
  public String nodeIdOf(List<X509Certificate> chain) throws CryptoException {
    if (chain.isEmpty()) {
      throw new CryptoException("certificate-invalid", "the peer showed no certificate");
    }
    X509Certificate leaf = chain.get(0);
    String nodeId = commonName(leaf);
    X509Certificate ca = caByNodeId.get(nodeId);
    if (ca == null) {
      throw new CryptoException("peer-unknown", "no member has the node id " + nodeId);
    }
    try {
      leaf.checkValidity();
      leaf.verify(ca.getPublicKey());
    } catch (GeneralSecurityException refused) {
      throw new CryptoException(
          "certificate-invalid", "not vouched for by the CA of " + nodeId, refused);
    }
    return nodeId;
  }

  private static String commonName(X509Certificate certificate) throws CryptoException {
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          return rdn.getValue().toString();
        }
      }
    } catch (InvalidNameException malformed) {
      throw new CryptoException("certificate-invalid", "malformed subject name", malformed);
    }
    throw new CryptoException("certificate-invalid", "the certificate has no common name");
  }
}
