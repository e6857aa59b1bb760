package io.consentledger.consensus.gate;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.PeerTrust;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
import org.jspecify.annotations.Nullable;

/**
 * The engine's port. Who connects is known by its certificate; what it says passes {@link
 * GateRules}. The engine's admin and client services are closed to the network: proposals come from
 * inside the process only.
 */
public final class PeerGate extends ServerTransportFilter implements ServerInterceptor {
  static final Attributes.Key<String> NODE_ID = Attributes.Key.create("peer-node-id");

  private final PeerTrust trust;
  private final Consumer<String> onConnected;
  private final CallWrapper replies;
  private final GateRules rules;
  private final PeerRefusals refusals;
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();

  /**
   * @param onConnected hears of the node id of each member that connects
   * @param replies hears what the engine answers
   */
  public PeerGate(
      PeerTrust trust,
      Consumer<String> onConnected,
      CallWrapper replies,
      GateRules rules,
      PeerRefusals refusals) {
    this.trust = trust;
    this.onConnected = onConnected;
    this.replies = replies;
    this.rules = rules;
    this.refusals = refusals;
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
      connections.merge(nodeId, 1, Integer::sum);
      onConnected.accept(nodeId);
      return transport.toBuilder().set(NODE_ID, nodeId).build();
    } catch (CryptoException refused) {
      refusals.stranger(Refusal.SENDER_OTHER, refused.code());
      return transport;
    }
  }

  /** Of a connection that ended during its handshake nothing is known. */
  @Override
  public void transportTerminated(@Nullable Attributes transport) {
    String nodeId = transport == null ? null : transport.get(NODE_ID);
    if (nodeId != null) {
      connections.computeIfPresent(nodeId, (id, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Once a call or stream: may this service be used from outside? */
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String nodeId = call.getAttributes().get(NODE_ID);
    String service = call.getMethodDescriptor().getServiceName();
    if (nodeId == null) {
      refusals.stranger(Refusal.SERVICE_CLOSED, "a call without a member's certificate");
      return closed(call, "closed to the network");
    } else if (!RaftServerProtocolServiceGrpc.SERVICE_NAME.equals(service)) {
      refusals.refused(
          nodeId, new RefusedException(Refusal.SERVICE_CLOSED, "a service for inside only"));
      return closed(call, "closed to the network");
    } else if (connections.getOrDefault(nodeId, 0) > Limits.CONNECTIONS_PER_PEER) {
      refusals.refused(
          nodeId, new RefusedException(Refusal.TOO_MANY_CONNECTIONS, "calls over a further one"));
      return closed(call, "too many connections");
    }
    GrantedVotes<Q, R> watched = new GrantedVotes<>(replies.around(call), rules.votes());
    return new CheckedCall<>(next.startCall(watched, headers), watched, nodeId, rules, refusals);
  }

  private static <Q, R> ServerCall.Listener<Q> closed(ServerCall<Q, R> call, String why) {
    call.close(Status.PERMISSION_DENIED.withDescription(why), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
