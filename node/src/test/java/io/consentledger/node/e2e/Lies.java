package io.consentledger.node.e2e;

import io.consentledger.crypto.Bytes;
import io.consentledger.node.LyingClient;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.FileChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.NotificationProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.SnapshotChunkProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.MetadataProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.Status;

/** Every type of message, and every kind of field that can do harm. */
final class Lies {
  private static final long HUGE = Long.MAX_VALUE;
  private static final int STORM = 40;

  private Lies() {}

  static List<Lie> all() {
    return List.of(
        snapshot("a path as checkpoint id", "checkpoint-malformed", Lies::pathAsId),
        snapshot("a path as file name", "checkpoint-malformed", Lies::pathAsName),
        snapshot("a checkpoint without end", "checkpoint-malformed", Lies::endless),
        snapshot("a checkpoint of eight million bytes", "checkpoint-malformed", Lies::large),
        snapshot("a notice of a checkpoint", "checkpoint-malformed", Lies::notice),
        snapshot("a checkpoint of a block far ahead", "checkpoint-unfounded", Lies::farAhead),
        vote("a vote for the last term", "term-far", term -> HUGE, false),
        vote("a vote for a negative term", "term-far", term -> Long.MIN_VALUE, false),
        vote("a vote for a term far above", "term-far", term -> term + 1_000, false),
        vote("a question for the last term", "term-far", term -> HUGE, true),
        new Lie(
            "a storm of votes", "election-storm", (l, to, term, r) -> storm(l, to, term, false)),
        new Lie(
            "a storm of questions", "election-storm", (l, to, term, r) -> storm(l, to, term, true)),
        append("entries of the last term", "term-far", (term, a) -> a.setLeaderTerm(HUGE)),
        append("a foreign configuration", "members-changed", Lies::foreignMembers),
        append("a metadata entry", "entry-malformed", Lies::metadata),
        append(
            "entries that nobody signed, with a commit over them",
            "entry-malformed",
            Lies::garbage),
        append("an entry of nobody's engine", "entry-malformed", Lies::withoutClient),
        append("an entry of five million bytes", "too-large", Lies::hugeEntry),
        append("a message beyond what the transport takes", "too-large", Lies::beyondTransport),
        append(
            "a commit beyond all entries", "commit-beyond", (term, a) -> a.setLeaderCommit(HUGE)),
        append(
            "entries before the first",
            "position-wrong",
            (term, a) -> a.setPreviousLog(at(term, -7))),
        append("members to be remembered", "message-malformed", Lies::manyCommits),
        new Lie("a signed batch of a leader that nobody elected", "leader-lives", Lies::signed),
        new Lie("an order to stand for election", "leader-lives", Lies::handOver),
        new Lie("another node's name", "sender-other", Lies::otherName),
        new Lie("another group", "header-malformed", Lies::otherGroup),
        new Lie("a question without its asker", "message-malformed", Lies::question),
        new Lie("a service for inside", "service-closed", (liar, to, term, r) -> liar.admin(to)));
  }

  private interface TermChange {
    long of(long term);
  }

  private static Lie vote(String name, String reason, TermChange change, boolean before) {
    return new Lie(
        name,
        reason,
        (liar, to, term, round) ->
            liar.vote(to, candidate(liar, to, change.of(term)).setPreVote(before)));
  }

  private static RequestVoteRequestProto.Builder candidate(LyingClient liar, String to, long term) {
    return RequestVoteRequestProto.newBuilder()
        .setServerRequest(liar.header(to))
        .setCandidateTerm(term)
        .setCandidateLastEntry(at(1, 1L << 50));
  }

  private static Status storm(LyingClient liar, String to, long term, boolean before) {
    Status last = Status.OK;
    for (int i = 0; i < STORM; i++) {
      Status answer = liar.vote(to, candidate(liar, to, term + 1).setPreVote(before));
      last = answer.isOk() ? last : answer;
    }
    return last;
  }

  private static Lie append(
      String name,
      String reason,
      BiFunction<Long, AppendEntriesRequestProto.Builder, AppendEntriesRequestProto.Builder>
          change) {
    return new Lie(
        name,
        reason,
        (liar, to, term, round) -> liar.append(to, change.apply(term, heartbeat(liar, to, term))));
  }

  /** As from a leader of the next term, behind the newest entry that all have. */
  private static AppendEntriesRequestProto.Builder heartbeat(
      LyingClient liar, String to, long term) {
    return AppendEntriesRequestProto.newBuilder()
        .setServerRequest(liar.header(to))
        .setLeaderTerm(term + 1)
        .setPreviousLog(at(term, liar.endOfLog()))
        .setLeaderCommit(0);
  }

  private static long next(AppendEntriesRequestProto.Builder append) {
    return append.getPreviousLog().getIndex() + 1;
  }

  private static LogEntryProto.Builder batch(
      AppendEntriesRequestProto.Builder append, byte[] data, int clientIdBytes) {
    return LogEntryProto.newBuilder()
        .setTerm(append.getLeaderTerm())
        .setIndex(next(append))
        .setStateMachineLogEntry(
            StateMachineLogEntryProto.newBuilder()
                .setLogData(ByteString.copyFrom(data))
                .setClientId(ByteString.copyFrom(new byte[clientIdBytes]))
                .setCallId(1));
  }

  private static AppendEntriesRequestProto.Builder foreignMembers(
      long term, AppendEntriesRequestProto.Builder append) {
    return append.addEntries(
        LogEntryProto.newBuilder()
            .setTerm(term + 1)
            .setIndex(next(append))
            .setConfigurationEntry(
                RaftConfigurationProto.newBuilder()
                    .addPeers(
                        RaftPeerProto.newBuilder()
                            .setId(ByteString.copyFromUtf8("intruder"))
                            .setAddress("127.0.0.1:9"))));
  }

  private static AppendEntriesRequestProto.Builder metadata(
      long term, AppendEntriesRequestProto.Builder append) {
    return append.addEntries(
        LogEntryProto.newBuilder()
            .setTerm(term + 1)
            .setIndex(next(append))
            .setMetadataEntry(MetadataProto.newBuilder().setCommitIndex(HUGE)));
  }

  private static AppendEntriesRequestProto.Builder garbage(
      long term, AppendEntriesRequestProto.Builder append) {
    return append.addEntries(batch(append, new byte[100], 16)).setLeaderCommit(next(append));
  }

  private static AppendEntriesRequestProto.Builder withoutClient(
      long term, AppendEntriesRequestProto.Builder append) {
    return append.addEntries(batch(append, new byte[100], 0));
  }

  private static AppendEntriesRequestProto.Builder hugeEntry(
      long term, AppendEntriesRequestProto.Builder append) {
    return append.addEntries(batch(append, new byte[5_000_000], 16));
  }

  private static AppendEntriesRequestProto.Builder beyondTransport(
      long term, AppendEntriesRequestProto.Builder append) {
    return append.addEntries(batch(append, new byte[9_000_000], 16));
  }

  private static AppendEntriesRequestProto.Builder manyCommits(
      long term, AppendEntriesRequestProto.Builder append) {
    for (int i = 0; i < 1_000; i++) {
      append.addCommitInfos(
          CommitInfoProto.newBuilder()
              .setServer(RaftPeerProto.newBuilder().setId(ByteString.copyFromUtf8("m" + i))));
    }
    return append;
  }

  private static Status signed(LyingClient liar, String to, long term, int round) {
    Bytes batch = liar.batch(term + 1, 1_000 + round);
    AppendEntriesRequestProto.Builder append = heartbeat(liar, to, term);
    return liar.append(
        to, append.addEntries(batch(append, batch.toArray(), 16)).setLeaderCommit(next(append)));
  }

  private static Status handOver(LyingClient liar, String to, long term, int round) {
    return liar.handOver(
        to,
        StartLeaderElectionRequestProto.newBuilder()
            .setServerRequest(liar.header(to))
            .setLeaderLastEntry(at(term, 1)));
  }

  private static Status otherName(LyingClient liar, String to, long term, int round) {
    return liar.append(to, heartbeat(liar, to, term).setServerRequest(liar.headerAs("bank-1", to)));
  }

  private static Status otherGroup(LyingClient liar, String to, long term, int round) {
    return liar.append(
        to,
        heartbeat(liar, to, term)
            .setServerRequest(
                liar.header(to)
                    .setRaftGroupId(
                        RaftGroupIdProto.newBuilder().setId(ByteString.copyFrom(new byte[16])))));
  }

  private static Status question(LyingClient liar, String to, long term, int round) {
    return liar.read(to, ReadIndexRequestProto.newBuilder().setServerRequest(liar.header(to)));
  }

  private static Lie snapshot(
      String name,
      String reason,
      BiFunction<InstallSnapshotRequestProto.Builder, Integer, InstallSnapshotRequestProto.Builder>
          change) {
    return new Lie(
        name,
        reason,
        (liar, to, term, round) ->
            liar.install(to, change.apply(checkpoint(liar, to, term), round)));
  }

  /**
   * Well-formed, of a height that no block has, with this member's true configuration; as from a
   * leader of the next term, for from another one of this term the engine takes none.
   */
  private static InstallSnapshotRequestProto.Builder checkpoint(
      LyingClient liar, String to, long term) {
    byte[] file = checkpointFile(term, 1_000_000);
    return InstallSnapshotRequestProto.newBuilder()
        .setServerRequest(liar.header(to))
        .setLeaderTerm(term + 1)
        .setSnapshotChunk(
            SnapshotChunkProto.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setTermIndex(at(term, 1_000_000))
                .setTotalSize(file.length)
                .setDone(true)
                .addFileChunks(
                    FileChunkProto.newBuilder()
                        .setFilename("sm/snapshot." + term + "_1000000")
                        .setFileDigest(ByteString.copyFrom(md5(file)))
                        .setData(ByteString.copyFrom(file))
                        .setDone(true)))
        .setLastRaftConfigurationLogEntryProto(
            LogEntryProto.newBuilder().setIndex(0).setConfigurationEntry(liar.members()));
  }

  private static InstallSnapshotRequestProto.Builder pathAsId(
      InstallSnapshotRequestProto.Builder install, int round) {
    install.getSnapshotChunkBuilder().setRequestId("x/../../../../../../../outside-" + round);
    return install;
  }

  private static InstallSnapshotRequestProto.Builder pathAsName(
      InstallSnapshotRequestProto.Builder install, int round) {
    install
        .getSnapshotChunkBuilder()
        .getFileChunksBuilder(0)
        .setFilename("sm/../../../../../../outside-" + round);
    return install;
  }

  private static InstallSnapshotRequestProto.Builder endless(
      InstallSnapshotRequestProto.Builder install, int round) {
    install.getSnapshotChunkBuilder().setDone(false).setTotalSize(HUGE);
    return install;
  }

  private static InstallSnapshotRequestProto.Builder large(
      InstallSnapshotRequestProto.Builder install, int round) {
    byte[] data = new byte[8_000_000];
    install
        .getSnapshotChunkBuilder()
        .setTotalSize(data.length)
        .getFileChunksBuilder(0)
        .setData(ByteString.copyFrom(data))
        .setFileDigest(ByteString.copyFrom(md5(data)));
    return install;
  }

  private static InstallSnapshotRequestProto.Builder notice(
      InstallSnapshotRequestProto.Builder install, int round) {
    return install.setNotification(
        NotificationProto.newBuilder().setFirstAvailableTermIndex(at(1, 1_000_000)));
  }

  private static InstallSnapshotRequestProto.Builder farAhead(
      InstallSnapshotRequestProto.Builder install, int round) {
    return install;
  }

  private static byte[] checkpointFile(long term, long index) {
    int manifest = 40;
    ByteBuffer out = ByteBuffer.allocate(29 + manifest);
    out.putInt(0x434c4350).put((byte) 1).putLong(term).putLong(index).putInt(manifest);
    out.putLong(1_000_000).put(new byte[32]);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, out.position());
    out.putInt((int) crc.getValue());
    return out.array();
  }

  private static byte[] md5(byte[] data) {
    try {
      return MessageDigest.getInstance("MD5").digest(data);
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError(absent);
    }
  }

  private static TermIndexProto at(long term, long index) {
    return TermIndexProto.newBuilder().setTerm(term).setIndex(index).build();
  }
}
