package io.consentledger.consensus.gate;

import org.jspecify.annotations.Nullable;

/** What the gate asks about this node's engine. Quick, and for any thread. */
public interface EngineView {
  /** The engine's present term. */
  long term();

  /** The leader that this node follows, itself where it leads, null where it knows none. */
  @Nullable String leaderId();

  /** Whether this node leads, and a majority answered it within the election timeout. */
  boolean leadsMajority();

  /** The index of the newest checkpoint, -1 for none. */
  long checkpointIndex();

  /** Whether this node gave this pair of ids to a proposal since it started. */
  boolean proposed(byte[] clientId, long callId);

  /** Whether the client id is this node's own. */
  boolean isProposer(byte[] clientId);
}
