package io.consentledger.consensus.gate;

import io.consentledger.crypto.Bytes;

/** Knows how a checkpoint is written. Any thread. */
public interface CheckpointForm {
  /**
   * Returns normally where these bytes are a checkpoint at this position, whose manifest may be one
   * of this network's.
   */
  void check(long term, long index, Bytes file) throws RefusedException;

  /** The only name that it may have, relative to the group's folder. */
  String nameOf(long term, long index);
}
