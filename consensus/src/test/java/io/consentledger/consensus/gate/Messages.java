package io.consentledger.consensus.gate;

import io.consentledger.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.FileChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.SnapshotChunkProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadRequestTypeProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/** What an honest engine of n2 says to n1, at term 5, as builders to be changed. */
final class Messages {
  static final Map<String, String> MEMBERS =
      Map.of("n1", "127.0.0.1:1", "n2", "127.0.0.2:1", "n3", "127.0.0.3:1", "n4", "127.0.0.4:1");
  static final ByteString GROUP_ID = ByteString.copyFrom(new byte[16]);
  static final Group GROUP =
      new Group(GROUP_ID, "n1", MEMBERS, Duration.ofMillis(600), Duration.ofMillis(1_200));
  static final Bytes FILE = Bytes.utf8("a checkpoint");
  static final int BATCH_BYTES_MAX = 1_000;

  private Messages() {}

  /** Batches are signed where they name their proposer; one checkpoint is good. */
  enum Content implements ContentCheck, CheckpointForm {
    SIMPLE;

    @Override
    public void batch(long term, @Nullable String proposer, Bytes batch) throws RefusedException {
      String signer = new String(batch.toArray(), StandardCharsets.UTF_8);
      if (!MEMBERS.containsKey(signer) || (proposer != null && !proposer.equals(signer))) {
        throw new RefusedException(Refusal.ENTRY_UNSIGNED, "signed by another");
      }
    }

    @Override
    public void checkpoint(Bytes manifest) {}

    @Override
    public void check(long term, long index, Bytes file) throws RefusedException {
      if (!file.equals(FILE)) {
        throw new RefusedException(Refusal.CHECKPOINT_MALFORMED, "another file");
      }
    }

    @Override
    public String nameOf(long term, long index) {
      return "sm/snapshot." + term + "_" + index;
    }
  }

  static GateRules rules(FakeEngine engine) {
    return new GateRules(
        engine, GROUP, Content.SIMPLE, Content.SIMPLE, BATCH_BYTES_MAX, () -> engine.nanos);
  }

  static RaftRpcRequestProto.Builder header(String sender) {
    return RaftRpcRequestProto.newBuilder()
        .setRequestorId(ByteString.copyFromUtf8(sender))
        .setReplyId(ByteString.copyFromUtf8("n1"))
        .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(GROUP_ID));
  }

  static TermIndexProto at(long term, long index) {
    return TermIndexProto.newBuilder().setTerm(term).setIndex(index).build();
  }

  static RequestVoteRequestProto.Builder vote(String sender, long term) {
    return RequestVoteRequestProto.newBuilder()
        .setServerRequest(header(sender))
        .setCandidateTerm(term)
        .setCandidateLastEntry(at(4, 10));
  }

  static LogEntryProto.Builder batch(String signer, long term, long index) {
    return entry(term, index, one -> one.setLogData(ByteString.copyFromUtf8(signer)));
  }

  static LogEntryProto.Builder entry(
      long term, long index, UnaryOperator<StateMachineLogEntryProto.Builder> change) {
    byte[] clientId = new byte[16];
    Arrays.fill(clientId, (byte) 9);
    StateMachineLogEntryProto.Builder body =
        StateMachineLogEntryProto.newBuilder()
            .setLogData(ByteString.copyFromUtf8("n2"))
            .setClientId(ByteString.copyFrom(clientId))
            .setCallId(3);
    return LogEntryProto.newBuilder()
        .setTerm(term)
        .setIndex(index)
        .setStateMachineLogEntry(change.apply(body));
  }

  static RaftConfigurationProto.Builder members() {
    RaftConfigurationProto.Builder members = RaftConfigurationProto.newBuilder();
    MEMBERS.forEach((id, address) -> members.addPeers(peer(id, address)));
    return members;
  }

  static RaftPeerProto peer(String id, String address) {
    return RaftPeer.newBuilder().setId(id).setAddress(address).build().getRaftPeerProto();
  }

  static AppendEntriesRequestProto.Builder append(LogEntryProto.Builder... entries) {
    AppendEntriesRequestProto.Builder append =
        AppendEntriesRequestProto.newBuilder()
            .setServerRequest(header("n2").setCallId(40))
            .setLeaderTerm(5)
            .setPreviousLog(at(5, 10))
            .setLeaderCommit(10);
    for (LogEntryProto.Builder entry : entries) {
      append.addEntries(entry);
    }
    return append;
  }

  static FileChunkProto.Builder file() {
    return FileChunkProto.newBuilder()
        .setFilename("sm/snapshot.5_20")
        .setFileDigest(ByteString.copyFrom(md5(FILE.toArray())))
        .setData(ByteString.copyFrom(FILE.toArray()))
        .setDone(true);
  }

  static SnapshotChunkProto.Builder chunk(FileChunkProto.Builder file) {
    return SnapshotChunkProto.newBuilder()
        .setRequestId("0f8fad5b-d9cb-469f-a165-70867728950e")
        .setTermIndex(at(5, 20))
        .addFileChunks(file)
        .setTotalSize(FILE.size())
        .setDone(true);
  }

  static InstallSnapshotRequestProto.Builder snapshot(SnapshotChunkProto.Builder chunk) {
    return InstallSnapshotRequestProto.newBuilder()
        .setServerRequest(header("n2"))
        .setLeaderTerm(5)
        .setSnapshotChunk(chunk)
        .setLastRaftConfigurationLogEntryProto(
            LogEntryProto.newBuilder().setIndex(12).setConfigurationEntry(members()));
  }

  static ReadIndexRequestProto.Builder read() {
    return ReadIndexRequestProto.newBuilder()
        .setServerRequest(header("n2"))
        .setClientRequest(
            RaftClientRequestProto.newBuilder()
                .setRpcRequest(
                    header("n2")
                        .setReplyId(ByteString.copyFromUtf8("n2"))
                        .setRequestorId(ByteString.copyFrom(new byte[16])))
                .setRead(ReadRequestTypeProto.getDefaultInstance()));
  }

  static StartLeaderElectionRequestProto.Builder handOver() {
    return StartLeaderElectionRequestProto.newBuilder()
        .setServerRequest(header("n2"))
        .setLeaderLastEntry(at(5, 10));
  }

  static byte[] md5(byte[] data) {
    try {
      return MessageDigest.getInstance("MD5").digest(data);
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError(absent);
    }
  }
}
