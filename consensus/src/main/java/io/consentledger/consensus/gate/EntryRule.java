package io.consentledger.consensus.gate;

import static io.consentledger.consensus.gate.RefusedException.require;

import io.consentledger.crypto.Bytes;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.jspecify.annotations.Nullable;

/** One entry of the log: a batch that a validator signed, or this network's members once more. */
final class EntryRule {
  private static final int CLIENT_ID_BYTES = 16;

  private final EngineView engine;
  private final Group group;
  private final ContentCheck content;
  private final int batchBytesMax;

  EntryRule(EngineView engine, Group group, ContentCheck content, int batchBytesMax) {
    this.engine = engine;
    this.group = group;
    this.content = content;
    this.batchBytesMax = batchBytesMax;
  }

  /**
   * @param leaderTerm of the message that brings it: what is of this term, its sender proposed
   */
  void check(String sender, long leaderTerm, LogEntryProto entry) throws RefusedException {
    require(
        entry.getSerializedSize() <= Limits.ENTRY_BYTES_MAX,
        Refusal.TOO_LARGE,
        "an entry of " + entry.getSerializedSize() + " bytes");
    require(
        entry.getUnknownFields().getSerializedSize() == 0,
        Refusal.ENTRY_MALFORMED,
        "an entry with unknown fields");
    switch (entry.getLogEntryBodyCase()) {
      case CONFIGURATIONENTRY -> group.requireSame(entry.getConfigurationEntry());
      case STATEMACHINELOGENTRY ->
          checkBatch(
              entry.getTerm() == leaderTerm ? sender : null,
              entry.getTerm(),
              entry.getStateMachineLogEntry());
      default ->
          throw new RefusedException(
              Refusal.ENTRY_MALFORMED, "an entry that is neither batch nor configuration");
    }
  }

  private void checkBatch(@Nullable String leader, long term, StateMachineLogEntryProto entry)
      throws RefusedException {
    byte[] clientId = entry.getClientId().toByteArray();
    require(
        entry.getType() == StateMachineLogEntryProto.Type.WRITE
            && !entry.hasStateMachineEntry()
            && entry.getUnknownFields().getSerializedSize() == 0
            && clientId.length == CLIENT_ID_BYTES
            && entry.getCallId() >= 0,
        Refusal.ENTRY_MALFORMED,
        "a batch that no member's engine makes");
    require(
        entry.getLogData().size() <= batchBytesMax,
        Refusal.TOO_LARGE,
        "a batch of " + entry.getLogData().size() + " bytes");
    boolean own = engine.isProposer(clientId);
    require(
        !own || (leader == null && engine.proposed(clientId, entry.getCallId())),
        Refusal.ENTRY_MALFORMED,
        "a proposal in this node's name that it never made");
    String proposer = own ? group.selfId() : leader;
    content.batch(term, proposer, Bytes.owning(entry.getLogData().toByteArray()));
  }
}
