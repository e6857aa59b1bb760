package io.consentledger.consensus;

import io.consentledger.consensus.gate.ContentCheck;
import io.consentledger.crypto.Bytes;
import org.jspecify.annotations.Nullable;

/** Batches of these tests are signed by nobody. */
enum AnyContent implements ContentCheck {
  ANY;

  @Override
  public void batch(long term, @Nullable String proposer, Bytes batch) {}

  @Override
  public void checkpoint(Bytes manifest) {}
}
