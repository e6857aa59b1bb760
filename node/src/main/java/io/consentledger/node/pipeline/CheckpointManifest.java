package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a checkpoint says about the ledger: {@code u64 height | headerHash 32}. */
record CheckpointManifest(long height, Digest headerHash) {
  private static final int BYTES = 8 + Digest.SIZE_BYTES;

  Bytes encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).putLong(height);
    headerHash.bytes().putTo(out);
    return Bytes.owning(out.array());
  }

  /** Empty where it is none. */
  static Optional<CheckpointManifest> decode(Bytes wire) {
    if (wire.size() != BYTES || wire.asBuffer().getLong() < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new CheckpointManifest(wire.asBuffer().getLong(), new Digest(wire.slice(8, BYTES))));
  }
}
