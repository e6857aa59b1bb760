package io.consentledger.consensus.gate;

import io.consentledger.crypto.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Judges what the engine carries and can't read; implemented by the owner of the orderer. Called on
 * the transport's threads, before the engine has it, so it must be quick. Any thread.
 */
public interface ContentCheck {
  /**
   * Returns normally where a validator of this network signed the batch, in this term or an earlier
   * one.
   *
   * @param term of the entry
   * @param proposer the node that must have signed it, or null where any may have
   */
  void batch(long term, @Nullable String proposer, Bytes batch) throws RefusedException;

  /** Returns normally where a checkpoint with this manifest may be one of this network's. */
  void checkpoint(Bytes manifest) throws RefusedException;
}
