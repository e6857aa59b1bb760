package io.consentledger.p2p;

import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS 1.3 and nothing older, both sides with a certificate (RFC 8446). BoringSSL where its native
 * library loads, else the JDK. Host names prove nothing here: the link checks that the certificate
 * names the peer.
 */
final class TlsContexts {
  private static final String VERSION = "TLSv1.3";

  private final SslContext client;
  private final SslContext server;

  private TlsContexts(SslContext client, SslContext server) {
    this.client = client;
    this.server = server;
  }

  /**
   * Prepares both ends.
   *
   * @throws SSLException where key and certificates can't be used
   */
  static TlsContexts of(TlsIdentity identity, PeerTrust trust, SslProvider provider)
      throws SSLException {
    X509Certificate[] chain = identity.chain().toArray(new X509Certificate[0]);
    X509ExtendedTrustManager members = trust.trustManager();
    return new TlsContexts(
        SslContextBuilder.forClient()
            .keyManager(identity.privateKey(), chain)
            .trustManager(members)
            .sslProvider(provider)
            .protocols(VERSION)
            .endpointIdentificationAlgorithm(null)
            .build(),
        SslContextBuilder.forServer(identity.privateKey(), chain)
            .trustManager(members)
            .clientAuth(ClientAuth.REQUIRE)
            .sslProvider(provider)
            .protocols(VERSION)
            .build());
  }

  /** The fastest that works here. */
  static SslProvider provider() {
    return OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
        ? SslProvider.OPENSSL
        : SslProvider.JDK;
  }

  SslHandler client(ByteBufAllocator allocator, Executor tasks) {
    return client.newHandler(allocator, tasks);
  }

  SslHandler server(ByteBufAllocator allocator, Executor tasks) {
    return server.newHandler(allocator, tasks);
  }
}
