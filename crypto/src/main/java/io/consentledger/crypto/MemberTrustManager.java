package io.consentledger.crypto;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The platform's trust manager over the members' CAs, and on top of it the member rule: a chain
 * that ends in some member's CA is not enough, it must be the CA of the node that it names.
 */
final class MemberTrustManager extends X509ExtendedTrustManager {
  private final PeerTrust members;
  private final X509ExtendedTrustManager platform;

  MemberTrustManager(PeerTrust members, List<X509Certificate> authorities) {
    this.members = members;
    this.platform = platformManager(authorities);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    requireMember(chain);
    platform.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    requireMember(chain);
    platform.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    requireMember(chain);
    platform.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    requireMember(chain);
    platform.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    requireMember(chain);
    platform.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    requireMember(chain);
    platform.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return platform.getAcceptedIssuers();
  }

  private void requireMember(X509Certificate[] chain) throws CertificateException {
    try {
      members.nodeIdOf(List.of(chain));
    } catch (CryptoException refused) {
      throw new CertificateException(refused.code() + ": " + refused.getMessage(), refused);
    }
  }

  private static X509ExtendedTrustManager platformManager(List<X509Certificate> authorities) {
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        roots.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(roots);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager x509) {
          return x509;
        }
      }
      throw new AssertionError("PKIX gives an X.509 trust manager");
    } catch (GeneralSecurityException | IOException absent) {
      throw new AssertionError("every Java platform has PKIX", absent);
    }
  }
}
