package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;

/**
 * A point up to which a ledger is durable. The manifest says what stands there (say height and
 * header hash); it is opaque here, small ({@link Limits#MANIFEST_BYTES_MAX}), and goes to followers
 * that need entries the log no longer has.
 */
public record Checkpoint(Position position, Bytes manifest) {
  public Checkpoint {
    if (manifest.size() > Limits.MANIFEST_BYTES_MAX) {
      throw new IllegalArgumentException(
          "manifest of " + manifest.size() + " bytes, more than " + Limits.MANIFEST_BYTES_MAX);
    }
  }
}
