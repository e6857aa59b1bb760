package io.consentledger.consensus;

import io.consentledger.consensus.gate.Limits;
import io.consentledger.consensus.gate.OversizedMessages;
import io.consentledger.consensus.gate.PeerGate;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslProvider;

/** Gives the engine mutual TLS 1.3 (RFC 8446) with this node's identity, and the gate behind it. */
final class EngineTls {
  private EngineTls() {}

  static Parameters parameters(
      TlsIdentity identity,
      PeerTrust trust,
      Map<String, String> peers,
      PeerGate gate,
      OversizedMessages oversized) {
    GrpcTlsConfig tls =
        GrpcTlsConfig.newBuilder()
            .setMutualTls(true)
            // The JDK's engine tells the trust manager which address was dialled.
            .setSslProvider(SslProvider.JDK)
            .setProtocols("TLSv1.3")
            .setKeyManager(keyManager(identity))
            .setTrustManager(new LinkTrust(trust, peers))
            .build();
    Parameters parameters = new Parameters();
    GrpcConfigKeys.TLS.setConf(parameters, tls);
    GrpcConfigKeys.Server.setServicesCustomizer(
        parameters,
        (builder, types) ->
            builder
                .addTransportFilter(gate)
                .intercept(gate)
                .addStreamTracerFactory(oversized)
                .maxConcurrentCallsPerConnection(Limits.CALLS_PER_CONNECTION)
                .keepAliveTime(Limits.DEAD_AFTER.toMillis() / 2, TimeUnit.MILLISECONDS)
                .keepAliveTimeout(Limits.DEAD_AFTER.toMillis() / 2, TimeUnit.MILLISECONDS));
    return parameters;
  }

  private static KeyManager keyManager(TlsIdentity identity) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] chain = identity.chain().toArray(new X509Certificate[0]);
      // Never written anywhere: the password guards nothing.
      char[] password = {'-'};
      store.setKeyEntry("node", identity.privateKey(), password, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory.getKeyManagers()[0];
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalArgumentException("unusable TLS identity " + identity, unusable);
    }
  }
}
