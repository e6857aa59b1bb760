package io.consentledger.consensus;

import io.consentledger.consensus.gate.CheckpointForm;
import io.consentledger.consensus.gate.ContentCheck;
import io.consentledger.consensus.gate.Refusal;
import io.consentledger.consensus.gate.RefusedException;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checkpoint that a leader sends: whole, of the position that it is sent as, and plausible. */
final class ReceivedCheckpoint implements CheckpointForm {
  private static final Logger LOG = LoggerFactory.getLogger(ReceivedCheckpoint.class);

  private final ContentCheck content;
  private final Path received;
  private final InstantSource clock;

  /**
   * @param received where the engine puts it; what earlier ones left there is deleted
   */
  ReceivedCheckpoint(ContentCheck content, Path received, InstantSource clock) {
    this.content = content;
    this.received = received;
    this.clock = clock;
  }

  @Override
  public void check(long term, long index, Bytes file) throws RefusedException {
    Checkpoint checkpoint =
        CheckpointFiles.decode(file)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.CHECKPOINT_MALFORMED, "a file that isn't a checkpoint"));
    if (!checkpoint.position().equals(new Position(term, index))) {
      throw new RefusedException(
          Refusal.CHECKPOINT_MALFORMED, "a checkpoint of " + checkpoint.position());
    }
    content.checkpoint(checkpoint.manifest());
    sweep();
  }

  private void sweep() {
    try {
      HalfReceived.sweep(received, clock.millis() - Limits.RECEIPT_MAX.toMillis());
    } catch (IOException left) {
      LOG.warn("event=half-received-left reason=\"{}\"", left.toString());
    }
  }

  @Override
  public String nameOf(long term, long index) {
    return RaftStorageDirectory.STATE_MACHINE_DIR_NAME
        + "/"
        + SimpleStateMachineStorage.getSnapshotFileName(term, index);
  }
}
