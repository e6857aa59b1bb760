package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.Messages.append;
import static io.consentledger.consensus.gate.Messages.at;
import static io.consentledger.consensus.gate.Messages.batch;
import static io.consentledger.consensus.gate.Messages.chunk;
import static io.consentledger.consensus.gate.Messages.entry;
import static io.consentledger.consensus.gate.Messages.file;
import static io.consentledger.consensus.gate.Messages.handOver;
import static io.consentledger.consensus.gate.Messages.header;
import static io.consentledger.consensus.gate.Messages.members;
import static io.consentledger.consensus.gate.Messages.peer;
import static io.consentledger.consensus.gate.Messages.read;
import static io.consentledger.consensus.gate.Messages.snapshot;
import static io.consentledger.consensus.gate.Messages.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.NotificationProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.MetadataProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RoutingTableProto;
import org.apache.ratis.proto.RaftProtos.SlidingWindowEntry;
import org.apache.ratis.proto.RaftProtos.SpanContextProto;
import org.apache.ratis.proto.RaftProtos.StateMachineEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.WriteRequestTypeProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One field at a time is changed from what an honest member says. */
class GateFieldsTest {
  private static final long HUGE = Long.MAX_VALUE;

  private final FakeEngine engine = new FakeEngine();
  private final GateRules rules = Messages.rules(engine);

  static Stream<Arguments> honest() {
    return Stream.of(
        honest("vote before an election", vote("n2", 5).setPreVote(true)),
        honest("vote of a fresh network", vote("n2", 5).clearCandidateLastEntry()),
        honest("heartbeat", append()),
        honest(
            "heartbeat of a leader with entries on the way",
            append().clearPreviousLog().setLeaderCommit(0)),
        honest("nothing committed yet", append().clearPreviousLog().setLeaderCommit(-1)),
        honest("a batch", append(batch("n2", 5, 11)).setLeaderCommit(11)),
        honest("a batch of an earlier leader", append(batch("n3", 5, 11)).setLeaderTerm(6)),
        honest("one's own batch of an earlier term", append(own("n1", 7)).setLeaderTerm(6)),
        honest("the members at the start of a term", append(group(5, 11, members()))),
        honest(
            "the first entry",
            append(group(1, 0, members())).clearPreviousLog().setLeaderCommit(1)),
        honest("a checkpoint", snapshot(chunk(file()))),
        honest("a read index", read()));
  }

  static Stream<Arguments> lies() {
    return Stream.of(headers(), votes(), appends(), entries(), snapshots(), questions())
        .flatMap(lies -> lies);
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
            lie(Refusal.SENDER_OTHER, header("n3")),
            lie(Refusal.SENDER_OTHER, header("")),
            lie(Refusal.HEADER_MALFORMED, header("n2").setReplyId(ByteString.copyFromUtf8("n3"))),
            lie(
                Refusal.HEADER_MALFORMED,
                header("n2")
                    .setRaftGroupId(
                        RaftGroupIdProto.newBuilder().setId(ByteString.copyFrom(new byte[15])))),
            lie(Refusal.HEADER_MALFORMED, header("n2").clearRaftGroupId()),
            lie(Refusal.HEADER_MALFORMED, header("n2").setCallId(-1)),
            lie(Refusal.HEADER_MALFORMED, header("n2").setToLeader(true)),
            lie(Refusal.HEADER_MALFORMED, header("n2").addRepliedCallIds(1)),
            lie(Refusal.HEADER_MALFORMED, header("n2").setTimeoutMs(1)),
            lie(
                Refusal.HEADER_MALFORMED,
                header("n2").setSpanContext(SpanContextProto.getDefaultInstance())),
            lie(
                Refusal.HEADER_MALFORMED,
                header("n2").setRoutingTable(RoutingTableProto.getDefaultInstance())),
            lie(
                Refusal.HEADER_MALFORMED,
                header("n2").setSlidingWindowEntry(SlidingWindowEntry.getDefaultInstance())))
        .flatMap(
            lie -> {
              Refusal refusal = (Refusal) lie.get()[1];
              RaftRpcRequestProto header = (RaftRpcRequestProto) lie.get()[2];
              return Stream.of(
                  lie(refusal, vote("n2", 5).setServerRequest(header)),
                  lie(refusal, append().setServerRequest(header)),
                  lie(refusal, snapshot(chunk(file())).setServerRequest(header)),
                  lie(refusal, read().setServerRequest(header)),
                  lie(refusal, handOver().setServerRequest(header)));
            });
  }

  private static Stream<Arguments> votes() {
    return Stream.of(
        lie(Refusal.TERM_FAR, vote("n2", HUGE)),
        lie(Refusal.TERM_FAR, vote("n2", HUGE).setPreVote(true)),
        lie(Refusal.TERM_FAR, vote("n2", -1)),
        lie(Refusal.TERM_FAR, vote("n2", Long.MIN_VALUE)),
        lie(Refusal.TERM_FAR, vote("n2", 5 + Limits.TERM_STEP + 1)),
        lie(Refusal.POSITION_WRONG, vote("n2", 5).setCandidateLastEntry(at(6, 10))),
        lie(Refusal.POSITION_WRONG, vote("n2", 5).setCandidateLastEntry(at(-1, 10))),
        lie(Refusal.POSITION_WRONG, vote("n2", 5).setCandidateLastEntry(at(5, -1))),
        lie(Refusal.POSITION_WRONG, vote("n2", 5).setCandidateLastEntry(at(5, HUGE))),
        lie(
            Refusal.TOO_LARGE,
            vote("n2", 5).setUnknownFields(Unknown.bytes(Limits.SMALL_MESSAGE_BYTES_MAX))));
  }

  private static Stream<Arguments> appends() {
    AppendEntriesRequestProto.Builder one = append(batch("n2", 5, 11));
    return Stream.of(
        lie(Refusal.TERM_FAR, append().setLeaderTerm(HUGE)),
        lie(Refusal.TERM_FAR, append().clearPreviousLog().setLeaderCommit(0).setLeaderTerm(0)),
        lie(Refusal.POSITION_WRONG, append().setLeaderTerm(-1)),
        lie(Refusal.POSITION_WRONG, append().setPreviousLog(at(5, -7))),
        lie(Refusal.POSITION_WRONG, append().setPreviousLog(at(5, HUGE))),
        lie(Refusal.POSITION_WRONG, append().setPreviousLog(at(6, 10))),
        lie(Refusal.POSITION_WRONG, append().setPreviousLog(at(0, 10))),
        lie(Refusal.POSITION_WRONG, one.clone().setPreviousLog(at(5, 9))),
        lie(Refusal.POSITION_WRONG, one.clone().clearPreviousLog()),
        lie(Refusal.POSITION_WRONG, append(batch("n2", 5, -6)).setPreviousLog(at(5, -7))),
        lie(Refusal.POSITION_WRONG, append(batch("n2", 6, 11))),
        lie(Refusal.POSITION_WRONG, append(batch("n2", 4, 11))),
        lie(Refusal.POSITION_WRONG, append(batch("n2", 5, 11), batch("n2", 5, 13))),
        lie(Refusal.POSITION_WRONG, append(batch("n2", 5, 11), batch("n2", 5, 11))),
        lie(Refusal.COMMIT_BEYOND, append().setLeaderCommit(11)),
        lie(Refusal.COMMIT_BEYOND, append().setLeaderCommit(HUGE)),
        lie(Refusal.COMMIT_BEYOND, append().setLeaderCommit(-2)),
        lie(Refusal.COMMIT_BEYOND, one.clone().setLeaderCommit(12)),
        lie(Refusal.COMMIT_BEYOND, append().clearPreviousLog().setLeaderCommit(1)),
        lie(Refusal.MESSAGE_MALFORMED, append().setInitializing(true)),
        lie(Refusal.MESSAGE_MALFORMED, append().addCommitInfos(commit("n9", 3))),
        lie(Refusal.MESSAGE_MALFORMED, append().addCommitInfos(commit("n2", -2))),
        lie(Refusal.MESSAGE_MALFORMED, append().addCommitInfos(commit("n2", HUGE))),
        lie(
            Refusal.MESSAGE_MALFORMED,
            append().addAllCommitInfos(Collections.nCopies(5, commit("n2", 3)))));
  }

  private static Stream<Arguments> entries() {
    return Stream.of(
        lie(
            Refusal.ENTRY_MALFORMED,
            append(
                LogEntryProto.newBuilder()
                    .setTerm(5)
                    .setIndex(11)
                    .setMetadataEntry(MetadataProto.newBuilder().setCommitIndex(11)))),
        lie(Refusal.ENTRY_MALFORMED, append(LogEntryProto.newBuilder().setTerm(5).setIndex(11))),
        lie(Refusal.ENTRY_MALFORMED, append(batch("n2", 5, 11).setUnknownFields(Unknown.bytes(1)))),
        lie(
            Refusal.ENTRY_MALFORMED,
            append(entry(5, 11, one -> one.setUnknownFields(Unknown.bytes(1))))),
        lie(
            Refusal.ENTRY_MALFORMED,
            append(entry(5, 11, one -> one.setClientId(ByteString.EMPTY)))),
        lie(
            Refusal.ENTRY_MALFORMED,
            append(entry(5, 11, one -> one.setClientId(ByteString.copyFrom(new byte[17]))))),
        lie(Refusal.ENTRY_MALFORMED, append(entry(5, 11, one -> one.setCallId(-1)))),
        lie(
            Refusal.ENTRY_MALFORMED,
            append(entry(5, 11, one -> one.setType(StateMachineLogEntryProto.Type.DATASTREAM)))),
        lie(
            Refusal.ENTRY_MALFORMED,
            append(
                entry(
                    5,
                    11,
                    one -> one.setStateMachineEntry(StateMachineEntryProto.getDefaultInstance())))),
        lie(Refusal.ENTRY_MALFORMED, append(own("n1", 7))),
        lie(Refusal.ENTRY_MALFORMED, append(own("n1", 8)).setLeaderTerm(6)),
        lie(Refusal.ENTRY_UNSIGNED, append(own("n2", 7)).setLeaderTerm(6)),
        lie(Refusal.ENTRY_UNSIGNED, append(batch("nobody", 5, 11))),
        lie(Refusal.ENTRY_UNSIGNED, append(batch("n3", 5, 11))),
        lie(Refusal.ENTRY_UNSIGNED, append(batch("n2", 5, 11), batch("nobody", 5, 12))),
        lie(
            Refusal.TOO_LARGE,
            append(
                entry(
                    5,
                    11,
                    one ->
                        one.setLogData(
                            ByteString.copyFrom(new byte[Messages.BATCH_BYTES_MAX + 1]))))),
        lie(
            Refusal.TOO_LARGE,
            append(
                entry(
                    5,
                    11,
                    one ->
                        one.setClientId(ByteString.copyFrom(new byte[Limits.ENTRY_BYTES_MAX]))))),
        lie(Refusal.MEMBERS_CHANGED, append(group(5, 11, members().removePeers(0)))),
        lie(
            Refusal.MEMBERS_CHANGED,
            append(group(5, 11, members().addPeers(peer("n5", "127.0.0.5:1"))))),
        lie(
            Refusal.MEMBERS_CHANGED,
            append(group(5, 11, members().setPeers(0, members().getPeers(1))))),
        lie(Refusal.MEMBERS_CHANGED, append(group(5, 11, changed("n2", "127.0.0.9:1", 0)))),
        lie(Refusal.MEMBERS_CHANGED, append(group(5, 11, changed("n2", "127.0.0.2:1", 9)))),
        lie(
            Refusal.MEMBERS_CHANGED,
            append(group(5, 11, members().addOldPeers(members().getPeers(0))))),
        lie(
            Refusal.MEMBERS_CHANGED,
            append(group(5, 11, members().addListeners(members().getPeers(0))))),
        lie(
            Refusal.MEMBERS_CHANGED,
            append(group(5, 11, members().addOldListeners(members().getPeers(0))))),
        lie(
            Refusal.MEMBERS_CHANGED,
            append(group(5, 11, members().setUnknownFields(Unknown.bytes(1))))),
        lie(Refusal.MEMBERS_CHANGED, append(group(5, 11, RaftConfigurationProto.newBuilder()))));
  }

  private static Stream<Arguments> snapshots() {
    InstallSnapshotRequestProto.Builder good = snapshot(chunk(file()));
    return Stream.of(
        lie(Refusal.HEADER_MALFORMED, good.clone().setServerRequest(header("n2").setCallId(1))),
        lie(Refusal.TERM_FAR, good.clone().setLeaderTerm(HUGE)),
        lie(Refusal.POSITION_WRONG, good.clone().setLeaderTerm(4)),
        lie(Refusal.POSITION_WRONG, snapshot(chunk(file()).setTermIndex(at(5, HUGE)))),
        lie(Refusal.POSITION_WRONG, snapshot(chunk(file()).setTermIndex(at(5, -1)))),
        lie(Refusal.CHECKPOINT_MALFORMED, good.clone().clearSnapshotChunk()),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            good.clone()
                .setNotification(
                    NotificationProto.newBuilder().setFirstAvailableTermIndex(at(5, 20)))),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            snapshot(chunk(file()).setRequestId("../../../../outside"))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).setRequestId("/tmp/outside"))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).setRequestId(""))),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            snapshot(chunk(file()).setRequestId("0f8fad5b-d9cb-469f-a165-70867728950e/.."))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).setRequestIndex(1))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).setDone(false))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).setTotalSize(HUGE))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).addFileChunks(file()))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).clearFileChunks())),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file()).setRaftConfiguration(members()))),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            snapshot(chunk(file().setFilename("sm/../../../outside")))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setFilename("/outside")))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setFilename("sm/snapshot.5_21")))),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            snapshot(chunk(file().setFilename("sm/snapshot.5_20.md5")))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setOffset(1)))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setOffset(HUGE)))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setChunkIndex(1)))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setTotalSize(HUGE)))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setDone(false)))),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            snapshot(chunk(file().setFileDigest(ByteString.copyFrom(new byte[16]))))),
        lie(Refusal.CHECKPOINT_MALFORMED, snapshot(chunk(file().setFileDigest(ByteString.EMPTY)))),
        lie(
            Refusal.CHECKPOINT_MALFORMED,
            snapshot(
                chunk(
                    file()
                        .setData(ByteString.copyFrom(new byte[12]))
                        .setFileDigest(ByteString.copyFrom(Messages.md5(new byte[12])))))),
        lie(Refusal.MEMBERS_CHANGED, good.clone().clearLastRaftConfigurationLogEntryProto()),
        lie(
            Refusal.MEMBERS_CHANGED,
            good.clone().setLastRaftConfigurationLogEntryProto(group(0, HUGE, members()))),
        lie(
            Refusal.MEMBERS_CHANGED,
            good.clone().setLastRaftConfigurationLogEntryProto(group(5, 12, members()))),
        lie(
            Refusal.MEMBERS_CHANGED,
            good.clone().setLastRaftConfigurationLogEntryProto(batch("n2", 0, 12))),
        lie(
            Refusal.MEMBERS_CHANGED,
            good.clone()
                .setLastRaftConfigurationLogEntryProto(
                    group(0, 12, changed("n1", "127.0.0.9:1", 0)))));
  }

  private static Stream<Arguments> questions() {
    return Stream.of(
        lie(Refusal.MESSAGE_MALFORMED, read().clearClientRequest()),
        lie(
            Refusal.MESSAGE_MALFORMED,
            read()
                .setClientRequest(
                    read().getClientRequest().toBuilder()
                        .setWrite(WriteRequestTypeProto.getDefaultInstance()))),
        lie(
            Refusal.MESSAGE_MALFORMED,
            read()
                .setClientRequest(
                    read().getClientRequest().toBuilder().setRpcRequest(header("n2")))),
        lie(
            Refusal.TOO_LARGE,
            read().setUnknownFields(Unknown.bytes(Limits.SMALL_MESSAGE_BYTES_MAX))),
        lie(Refusal.POSITION_WRONG, handOver().setLeaderLastEntry(at(6, 10))),
        lie(Refusal.POSITION_WRONG, handOver().setLeaderLastEntry(at(5, -1))),
        lie(Refusal.POSITION_WRONG, handOver().setLeaderLastEntry(at(5, HUGE))),
        lie(Refusal.LEADER_LIVES, handOver()),
        lie(Refusal.MESSAGE_MALFORMED, header("n2")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("honest")
  void passes(String what, Message message) {
    assertThatCode(() -> rules.check("n2", message)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("lies")
  void refuses(String what, Refusal expected, Message message) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> rules.check("n2", message));
    assertThat(refused).as(message.toString()).isNotNull();
    assertThat(refused.refusal()).as(refused.getMessage()).isEqualTo(expected);
  }

  private static Arguments honest(String what, Message.Builder message) {
    return Arguments.of(what, message.build());
  }

  private static Arguments lie(Refusal expected, Message.Builder message) {
    return Arguments.of(message.getDescriptorForType().getName(), expected, message.build());
  }

  private static LogEntryProto.Builder group(
      long term, long index, RaftConfigurationProto.Builder named) {
    return LogEntryProto.newBuilder().setTerm(term).setIndex(index).setConfigurationEntry(named);
  }

  private static RaftConfigurationProto.Builder changed(String id, String address, int priority) {
    RaftConfigurationProto.Builder members = members();
    for (int i = 0; i < members.getPeersCount(); i++) {
      if (members.getPeers(i).getId().toStringUtf8().equals(id)) {
        members.setPeers(i, peer(id, address).toBuilder().setPriority(priority));
      }
    }
    return members;
  }

  private static LogEntryProto.Builder own(String signer, long callId) {
    return entry(
        5,
        11,
        one ->
            one.setLogData(ByteString.copyFromUtf8(signer))
                .setClientId(ByteString.copyFrom(FakeEngine.OWN))
                .setCallId(callId));
  }

  private static CommitInfoProto commit(String id, long index) {
    return CommitInfoProto.newBuilder()
        .setServer(peer(id, "127.0.0.1:1"))
        .setCommitIndex(index)
        .build();
  }
}
