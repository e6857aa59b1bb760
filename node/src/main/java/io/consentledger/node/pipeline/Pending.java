package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.TxId;
import io.consentledger.ledger.verify.VerifiedTransaction;

/**
 * A transaction that was admitted and waits to be ordered: checked, with the bytes it came in.
 *
 * @param id computed once: deriving it hashes the statement
 * @param itemId the SHA-256 of {@code wire}, its name in gossip
 * @param source who sent it: {@link #CLIENT}, or the node id of a peer
 */
record Pending(
    TxId id,
    Digest itemId,
    VerifiedTransaction verified,
    Bytes wire,
    String source,
    long admittedMs) {
  /** The source of everything that came over HTTP. No node id has a space in it. */
  static final String CLIENT = "http client";

  static Pending of(VerifiedTransaction verified, Bytes wire, String source, long admittedMs) {
    return new Pending(
        verified.transaction().id(), Digest.of(wire), verified, wire, source, admittedMs);
  }
}
