package io.consentledger.consensus;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PeerTrust;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Attributes;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.ServerTransportFilter;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.LoggerFactory;

/**
 * Stands between the network and the engine. The engine believes any member who says "I am n1";
 * here each message's sender must be the node whose certificate the connection showed. The engine's
 * admin and client services are closed to the network: proposals come from inside the process only.
 */
final class PeerGate extends ServerTransportFilter implements ServerInterceptor {
  private static final Attributes.Key<String> NODE_ID = Attributes.Key.create("peer-node-id");

  private final PeerTrust trust;
  private final Consumer<String> onConnected;
  private final AckMark acks;
  private final RefusalLog log =
      new RefusalLog(LoggerFactory.getLogger(PeerGate.class), System::nanoTime);

  PeerGate(PeerTrust trust, Consumer<String> onConnected, AckMark acks) {
    this.trust = trust;
    this.onConnected = onConnected;
    this.acks = acks;
  }

  /** Once a connection: who is it? */
  @Override
  public Attributes transportReady(Attributes transport) {
    SSLSession session = transport.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return transport;
    }
    try {
      String nodeId = trust.nodeIdOf(session);
      onConnected.accept(nodeId);
      return transport.toBuilder().set(NODE_ID, nodeId).build();
    } catch (CryptoException refused) {
      log.refused("peer-refused", "?", String.valueOf(refused.getMessage()));
      return transport;
    }
  }

  /** Once a call or stream: may this service be used from outside? */
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String nodeId = call.getAttributes().get(NODE_ID);
    String service = call.getMethodDescriptor().getServiceName();
    if (nodeId == null || !RaftServerProtocolServiceGrpc.SERVICE_NAME.equals(service)) {
      log.refused("call-refused", String.valueOf(nodeId), String.valueOf(service));
      call.close(Status.PERMISSION_DENIED.withDescription("closed to the network"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return new SenderCheck<>(
        next.startCall(new NotedReplies<>(call, acks), headers), call, nodeId, log);
  }
}
