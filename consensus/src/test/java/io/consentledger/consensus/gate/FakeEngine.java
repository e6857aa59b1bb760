package io.consentledger.consensus.gate;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An engine at term 5 that follows n2, and a clock that the test moves. */
final class FakeEngine implements EngineView {
  static final byte[] OWN = new byte[16];

  long term = 5;
  @Nullable String leader = "n2";
  boolean leads;
  long checkpoint = -1;
  long nanos;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public @Nullable String leaderId() {
    return leader;
  }

  @Override
  public boolean leadsMajority() {
    return leads;
  }

  @Override
  public long checkpointIndex() {
    return checkpoint;
  }

  @Override
  public boolean isProposer(byte[] clientId) {
    return Arrays.equals(OWN, clientId);
  }

  @Override
  public boolean proposed(byte[] clientId, long callId) {
    return isProposer(clientId) && callId == 7;
  }
}
