package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import io.consentledger.crypto.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.apache.ratis.proto.RaftProtos.FileChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.SnapshotChunkProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;

/**
 * A checkpoint that a leader puts into this node's place: one small file, whole, in one message.
 * The engine makes paths of the request's id and the file's name, so both are exactly what an
 * honest engine makes them.
 */
final class SnapshotRule {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Group group;
  private final HeaderRule headers;
  private final LeaderRule leader;
  private final CheckpointForm form;

  SnapshotRule(Group group, GateRules.Shared shared, CheckpointForm form) {
    this.group = group;
    this.headers = shared.headers();
    this.leader = shared.leader();
    this.form = form;
  }

  void check(String sender, InstallSnapshotRequestProto install) throws RefusedException {
    headers.check(sender, install.getServerRequest());
    require(
        install.hasSnapshotChunk() && install.getUnknownFields().getSerializedSize() == 0,
        Refusal.CHECKPOINT_MALFORMED,
        "it brings no checkpoint");
    require(
        install.getServerRequest().getCallId() == 0,
        Refusal.HEADER_MALFORMED,
        "call id " + install.getServerRequest().getCallId());
    SnapshotChunkProto chunk = install.getSnapshotChunk();
    TermIndexProto position = chunk.getTermIndex();
    require(
        position.getTerm() >= 1
            && position.getTerm() <= install.getLeaderTerm()
            && position.getIndex() >= 0
            && position.getIndex() <= Limits.INDEX_MAX,
        Refusal.POSITION_WRONG,
        "a checkpoint at " + position.getTerm() + ":" + position.getIndex());
    checkMembers(install.getLastRaftConfigurationLogEntryProto());
    checkFile(chunk, position);
    leader.check(sender, install.getLeaderTerm());
    leader.heard(sender, install.getLeaderTerm());
  }

  /** The newest one of the leader's log, which may stand behind the checkpoint. */
  private void checkMembers(LogEntryProto entry) throws RefusedException {
    require(
        entry.hasConfigurationEntry()
            && entry.getTerm() == 0
            && entry.getIndex() >= -1
            && entry.getIndex() <= Limits.INDEX_MAX
            && entry.getUnknownFields().getSerializedSize() == 0,
        Refusal.MEMBERS_CHANGED,
        "no configuration of the log");
    group.requireSame(entry.getConfigurationEntry());
  }

  private void checkFile(SnapshotChunkProto chunk, TermIndexProto position)
      throws RefusedException {
    require(
        UUID.matcher(chunk.getRequestId()).matches(),
        Refusal.CHECKPOINT_MALFORMED,
        "a request id that isn't a UUID");
    require(
        chunk.getRequestIndex() == 0
            && chunk.getDone()
            && chunk.getFileChunksCount() == 1
            && !chunk.hasRaftConfiguration(),
        Refusal.CHECKPOINT_MALFORMED,
        "not one whole file");
    FileChunkProto file = chunk.getFileChunks(0);
    require(
        file.getFilename().equals(form.nameOf(position.getTerm(), position.getIndex())),
        Refusal.CHECKPOINT_MALFORMED,
        "a file name that isn't a checkpoint's");
    long size = file.getData().size();
    require(
        file.getDone()
            && file.getChunkIndex() == 0
            && file.getOffset() == 0
            && file.getTotalSize() == 0
            && chunk.getTotalSize() == size,
        Refusal.CHECKPOINT_MALFORMED,
        "sizes and offsets that don't fit");
    byte[] data = file.getData().toByteArray();
    require(
        MessageDigest.isEqual(md5(data), file.getFileDigest().toByteArray()),
        Refusal.CHECKPOINT_MALFORMED,
        "a digest that doesn't fit");
    form.check(position.getTerm(), position.getIndex(), Bytes.owning(data));
  }

  private static byte[] md5(byte[] data) {
    try {
      return MessageDigest.getInstance("MD5").digest(data);
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every Java platform has MD5", absent);
    }
  }
}
