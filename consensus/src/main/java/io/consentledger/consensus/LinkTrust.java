package io.consentledger.consensus;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PeerTrust;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides during the TLS handshake whom to talk to. Inbound: any member. Outbound: only the member
 * that this address belongs to, vouched for by its own organisation's CA; the certificate must also
 * name the dialled host, so that one member's CA can't pass for another's node.
 */
final class LinkTrust extends X509ExtendedTrustManager {
  private final PeerTrust trust;
  private final X509ExtendedTrustManager members;
  private final Map<HostPort, String> nodeIdByAddress;

  LinkTrust(PeerTrust trust, Map<String, String> addressByNodeId) {
    this.trust = trust;
    this.members = trust.trustManager();
    this.nodeIdByAddress =
        addressByNodeId.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(e -> HostPort.parse(e.getValue()), Map.Entry::getKey));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    members.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (!"HTTPS".equals(engine.getSSLParameters().getEndpointIdentificationAlgorithm())) {
      throw new CertificateException("refusing a link that doesn't compare host names (RFC 2818)");
    }
    members.checkServerTrusted(chain, authType, engine);
    HostPort dialled = HostPort.of(engine.getPeerHost(), engine.getPeerPort());
    String nodeId = nodeIdOf(chain);
    if (!nodeId.equals(nodeIdByAddress.get(dialled))) {
      throw new CertificateException("dialled " + dialled + ", and " + nodeId + " answered");
    }
  }

  private String nodeIdOf(X509Certificate[] chain) throws CertificateException {
    try {
      return trust.nodeIdOf(List.of(chain));
    } catch (CryptoException refused) {
      throw new CertificateException(refused.getMessage(), refused);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return members.getAcceptedIssuers();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw notAnEngine();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw notAnEngine();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw notAnEngine();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw notAnEngine();
  }

  private static CertificateException notAnEngine() {
    return new CertificateException("only for TLS engines, which know the address dialled");
  }
}
