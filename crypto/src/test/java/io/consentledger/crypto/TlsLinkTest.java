package io.consentledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Identities and {@link PeerTrust} over real TLS 1.3 links on loopback. */
@Timeout(30)
class TlsLinkTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration DAY = Duration.ofDays(1);

  private final OrganisationCa bank = ca("bank");
  private final OrganisationCa insurer = ca("insurer");
  private final PeerTrust trust =
      new PeerTrust(Map.of("bank-1", bank.certificate(), "insurer-1", insurer.certificate()));
  private final TlsIdentity bankNode = bank.issueNode("bank-1", List.of("127.0.0.2"), DAY);
  private final TlsIdentity insurerNode = insurer.issueNode("insurer-1", List.of("127.0.0.3"), DAY);

  @Test
  void namesBothEndsOfALink() throws Exception {
    try (SSLServerSocket server = listen(bankNode, "127.0.0.2")) {
      CompletableFuture<String> client = accept(server);
      assertThat(connect(insurerNode, server)).isEqualTo("bank-1");
      assertThat(client.get(10, TimeUnit.SECONDS)).isEqualTo("insurer-1");
    }
  }

  @Test
  void refusesAClientThatAnotherMembersAuthorityVouchesFor() throws Exception {
    TlsIdentity impostor = bank.issueNode("insurer-1", List.of(), DAY);
    try (SSLServerSocket server = listen(bankNode, "127.0.0.2")) {
      CompletableFuture<String> client = accept(server);
      assertThatThrownBy(() -> connect(impostor, server)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(CryptoException.class);
    }
  }

  @Test
  void refusesAServerThatAnotherMembersAuthorityVouchesFor() throws Exception {
    TlsIdentity impostor = insurer.issueNode("bank-1", List.of("127.0.0.2"), DAY);
    try (SSLServerSocket server = listen(impostor, "127.0.0.2")) {
      CompletableFuture<String> client = accept(server);
      assertThatThrownBy(() -> connect(insurerNode, server))
          .isInstanceOf(SSLException.class)
          .hasRootCauseInstanceOf(CryptoException.class);
      assertThatThrownBy(() -> client.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void refusesAMemberAtAnotherMembersAddress() throws Exception {
    try (SSLServerSocket server = listen(bankNode, "127.0.0.4")) {
      CompletableFuture<String> client = accept(server);
      assertThatThrownBy(() -> connect(insurerNode, server))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("127.0.0.4");
      assertThatThrownBy(() -> client.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void refusesAClientWithoutCertificate() throws Exception {
    try (SSLServerSocket server = listen(bankNode, "127.0.0.2")) {
      CompletableFuture<String> client = accept(server);
      SSLContext anonymous = SSLContext.getInstance("TLS");
      anonymous.init(null, new TrustManager[] {trust.trustManager()}, RANDOM);
      assertThatThrownBy(() -> talk(anonymous, server)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void refusesToNameAPeerThatShowedNoCertificate() throws Exception {
    SSLContext context = context(bankNode);
    assertThatThrownBy(() -> trust.nodeIdOf(context.createSSLEngine().getSession()))
        .isInstanceOfSatisfying(
            CryptoException.class,
            refused -> assertThat(refused.code()).isEqualTo("certificate-invalid"));
  }

  private static OrganisationCa ca(String organisation) {
    return OrganisationCa.create(organisation, InstantSource.system(), DAY, RANDOM);
  }

  private SSLServerSocket listen(TlsIdentity identity, String host) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            context(identity)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName(host));
    server.setNeedClientAuth(true);
    server.setEnabledProtocols(new String[] {"TLSv1.3"});
    return server;
  }

  private CompletableFuture<String> accept(SSLServerSocket server) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SSLSocket socket = (SSLSocket) server.accept()) {
            int read = socket.getInputStream().read();
            socket.getOutputStream().write(read);
            return trust.nodeIdOf(socket.getSession());
          } catch (IOException | CryptoException refused) {
            throw new IllegalStateException(refused);
          }
        });
  }

  private String connect(TlsIdentity identity, SSLServerSocket server) throws Exception {
    return talk(context(identity), server);
  }

  /** TLS 1.3 tells a client only after the handshake that it was refused: so a byte goes round. */
  private String talk(SSLContext context, SSLServerSocket server) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(server.getInetAddress(), server.getLocalPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(1);
      if (socket.getInputStream().read() != 1) {
        throw new IOException("the server closed the link");
      }
      return trust.nodeIdOf(socket.getSession());
    }
  }

  private SSLContext context(TlsIdentity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "node",
        identity.privateKey(),
        new char[0],
        identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), new TrustManager[] {trust.trustManager()}, RANDOM);
    return context;
  }
}
