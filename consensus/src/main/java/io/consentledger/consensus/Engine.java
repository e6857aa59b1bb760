package io.consentledger.consensus;

import io.consentledger.consensus.gate.GateRules;
import io.consentledger.consensus.gate.Group;
import io.consentledger.consensus.gate.OversizedMessages;
import io.consentledger.consensus.gate.PeerGate;
import io.consentledger.consensus.gate.PeerRefusals;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running engine: one Raft server that serves one group. */
final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final RaftServer server;
  private final RaftServer.Division division;
  private final ClientId proposer;
  private final LeadershipCheck check;
  private final AckSync ackSync;

  private Engine(
      RaftServer server,
      RaftServer.Division division,
      ClientId proposer,
      LeadershipCheck check,
      AckSync ackSync) {
    this.server = server;
    this.division = division;
    this.proposer = proposer;
    this.check = check;
    this.ackSync = ackSync;
  }

  /** What an engine is made of. */
  record Parts(
      OrdererConfig config,
      TlsIdentity identity,
      PeerTrust trust,
      OrderedLedger ledger,
      Adoption adoption,
      Gatekeeping gatekeeping,
      Proposals proposals,
      EngineEvents events,
      FollowerLinks links,
      LeadershipCheck check) {}

  static RaftGroupId groupId(OrdererConfig config) {
    byte[] name = ("consentledger/" + config.groupName()).getBytes(StandardCharsets.UTF_8);
    return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(name));
  }

  static Engine start(Parts parts, EngineDirectory directory, EngineTuning tuning)
      throws IOException {
    OrdererConfig config = parts.config();
    // Fresh for each start: call ids begin again, and the engine answers a known pair from memory.
    ClientId proposer = ClientId.randomId();
    OrderedStateMachine stateMachine =
        new OrderedStateMachine(
            parts.ledger(),
            parts.adoption(),
            parts.proposals(),
            proposer,
            parts.events(),
            directory.checkpoints(),
            directory.acks());
    ReturnedPeers returned = new ReturnedPeers(System::nanoTime);
    EngineWindow window = new EngineWindow(config, proposer, parts.proposals());
    PeerRefusals refusals = parts.gatekeeping().refusals();
    GateRules rules =
        new GateRules(
            window,
            gateGroup(config),
            parts.gatekeeping().content(),
            new ReceivedCheckpoint(
                parts.gatekeeping().content(), directory.received(), refusals.clock()),
            Limits.BATCH_BYTES_MAX,
            System::nanoTime);
    Parameters parameters =
        EngineTls.parameters(
            parts.identity(),
            parts.trust(),
            config.peers(),
            new PeerGate(
                parts.trust(),
                returned::connected,
                new ConfirmedReads.Confirming(
                    parts.check(), new NotedReplies.Noting(directory.acks())),
                rules,
                refusals),
            new OversizedMessages(refusals));
    new EngineRpc.Parts(parts.links(), parts.check(), rules, refusals).putInto(parameters);
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(RaftPeerId.valueOf(config.selfId()))
            .setGroup(group(config))
            .setStateMachine(stateMachine)
            .setOption(
                directory.exists()
                    ? RaftStorage.StartupOption.RECOVER
                    : RaftStorage.StartupOption.FORMAT)
            .setProperties(EngineSettings.of(config, directory.groups(), tuning))
            .setParameters(parameters)
            .build();
    try {
      RaftServer.Division division = server.getDivision(groupId(config));
      returned.attach(server, division);
      window.open(division);
      server.start();
      return new Engine(
          server,
          division,
          proposer,
          parts.check(),
          new AckSync(directory.acks(), config.selfId() + "-acks"));
    } catch (IOException | RuntimeException failed) {
      close(server);
      throw failed;
    }
  }

  static Group gateGroup(OrdererConfig config) {
    return new Group(
        groupId(config).toByteString(),
        config.selfId(),
        config.peers(),
        config.electionTimeoutMin(),
        config.electionTimeoutMax());
  }

  private static RaftGroup group(OrdererConfig config) {
    List<RaftPeer> peers =
        config.peers().entrySet().stream()
            .map(
                peer ->
                    RaftPeer.newBuilder().setId(peer.getKey()).setAddress(peer.getValue()).build())
            .toList();
    return RaftGroup.valueOf(groupId(config), peers);
  }

  /** Appends in the order of the calls, if one thread calls: returns after the log has it. */
  CompletableFuture<RaftClientReply> propose(long callId, Message batch) throws IOException {
    return server.submitClientRequestAsync(
        request(callId, batch, RaftClientRequest.writeRequestType()));
  }

  /** Asks the leader; a leader is first told by a majority that it still is one. */
  CompletableFuture<RaftClientReply> read() throws IOException {
    RaftClientRequest question = request(0, Message.EMPTY, RaftClientRequest.readRequestType());
    if (!division.getInfo().isLeader()) {
      return server.submitClientRequestAsync(question);
    }
    CompletableFuture<Void> stillLeads = check.confirm();
    return server
        .submitClientRequestAsync(question)
        .thenCombine(stillLeads, (reply, confirmed) -> reply);
  }

  CompletableFuture<RaftClientReply> transfer(String nodeId) throws IOException {
    return server.transferLeadershipAsync(
        new TransferLeadershipRequest(
            proposer,
            server.getId(),
            division.getGroup().getGroupId(),
            0,
            RaftPeerId.valueOf(nodeId),
            Limits.TRANSFER_TIMEOUT.toMillis()));
  }

  RaftServer.Division division() {
    return division;
  }

  Optional<String> leaderId() {
    return Optional.ofNullable(division.getInfo().getLeaderId()).map(RaftPeerId::toString);
  }

  void close() {
    ackSync.close();
    close(server);
  }

  private RaftClientRequest request(long callId, Message message, RaftClientRequest.Type type) {
    return RaftClientRequest.newBuilder()
        .setClientId(proposer)
        .setServerId(server.getId())
        .setGroupId(division.getGroup().getGroupId())
        .setCallId(callId)
        .setMessage(message)
        .setType(type)
        .build();
  }

  private static void close(RaftServer server) {
    try {
      server.close();
    } catch (IOException unclean) {
      LOG.warn("event=orderer-close-unclean reason=\"{}\"", unclean.toString());
    }
  }
}
