package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import org.jspecify.annotations.Nullable;

/** Reads the state, a map of bytes to bytes: the layout is docs/spec/payloads.md, "State". */
@FunctionalInterface
public interface StateView {
  /** The value under {@code key}, or null where there is none. */
  @Nullable Bytes get(Bytes key);
}
