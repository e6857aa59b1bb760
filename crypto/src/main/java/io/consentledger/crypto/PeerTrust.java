package io.consentledger.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Who may link to this node: each member's node id with the certificate of the organisation CA that
 * alone may vouch for it. A peer shows its own certificate, issued by that CA directly, and at most
 * that CA's after it; there are no intermediates. Validity is judged by this machine's clock, as
 * TLS does. Immutable, for any thread; never blocks, reads no file and keeps no state, so that it
 * may be asked within a TLS handshake and on every call.
 */
public final class PeerTrust {
  private final Map<String, X509Certificate> caByNodeId;

  public PeerTrust(Map<String, X509Certificate> caByNodeId) {
    this.caByNodeId = Map.copyOf(caByNodeId);
  }

  /**
   * For both ends of a TLS link: the platform's checks (PKIX, RFC 5280, and the host name or
   * address where the link asks for it) and {@link #nodeIdOf(List)}; either may refuse.
   */
  public X509ExtendedTrustManager trustManager() {
    return new MemberTrustManager(this, List.copyOf(caByNodeId.values()));
  }

  /**
   * The node id that this chain proves: the subject's common name, vouched for by that very node's
   * organisation CA.
   *
   * @throws CryptoException {@code peer-unknown}, {@code certificate-expired}, {@code
   *     certificate-not-yet-valid} or {@code certificate-invalid}
   */
  public String nodeIdOf(List<X509Certificate> chain) throws CryptoException {
    if (chain.isEmpty() || chain.size() > Limits.PEER_CHAIN_CERTIFICATES_MAX) {
      throw new CryptoException(
          CertificateRules.INVALID,
          "a peer shows its own certificate and at most its CA's, not " + chain.size());
    }
    X509Certificate leaf = chain.get(0);
    String nodeId = CertificateRules.nodeId(leaf);
    X509Certificate ca = caByNodeId.get(nodeId);
    if (ca == null) {
      throw new CryptoException("peer-unknown", "no member has the node id " + nodeId);
    }
    if (chain.size() == 2 && !chain.get(1).equals(ca)) {
      throw new CryptoException(CertificateRules.INVALID, "not the CA of " + nodeId);
    }
    CertificateRules.requireAuthority(ca);
    CertificateRules.requireValidNow(ca);
    CertificateRules.requireNode(leaf);
    CertificateRules.requireValidNow(leaf);
    if (!leaf.getIssuerX500Principal().equals(ca.getSubjectX500Principal())) {
      throw new CryptoException(CertificateRules.INVALID, "not issued by the CA of " + nodeId);
    }
    try {
      leaf.verify(ca.getPublicKey());
    } catch (GeneralSecurityException refused) {
      throw new CryptoException(
          CertificateRules.INVALID, "not vouched for by the CA of " + nodeId, refused);
    }
    return nodeId;
  }

  /**
   * The node id of the peer at the other end of an established TLS link.
   *
   * @throws CryptoException as {@link #nodeIdOf(List)}; {@code certificate-invalid} where the peer
   *     showed no X.509 certificate
   */
  public String nodeIdOf(SSLSession session) throws CryptoException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate : session.getPeerCertificates()) {
        if (!(certificate instanceof X509Certificate x509)) {
          throw new CryptoException(CertificateRules.INVALID, "not an X.509 certificate");
        }
        chain.add(x509);
      }
    } catch (SSLPeerUnverifiedException anonymous) {
      throw new CryptoException(
          CertificateRules.INVALID, "the peer showed no certificate", anonymous);
    }
    return nodeIdOf(chain);
  }
}
