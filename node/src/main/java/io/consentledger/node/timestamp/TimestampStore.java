package io.consentledger.node.timestamp;

import io.consentledger.crypto.Bytes;
import java.util.Optional;

/** Where tokens are kept, by the height of the header that they are over. For any thread. */
public interface TimestampStore {
  /** The token over the header at this height, where this node has one. */
  Optional<Bytes> timestamp(long height);

  /** Keeps a token that was verified. */
  void putTimestamp(long height, Bytes token);
}
