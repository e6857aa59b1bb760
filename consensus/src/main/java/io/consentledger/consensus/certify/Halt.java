package io.consentledger.consensus.certify;

import io.consentledger.crypto.Digest;

/**
 * Why certification stopped for good on this node, evidence apart: something contradicts what it
 * holds. A disk that refuses is no such reason, for it may be well again a moment later.
 *
 * @param reason for the operator
 */
public record Halt(Kind kind, String reason) {
  /** What contradicts it. */
  public enum Kind {
    /** A quorum certified another header than this node executed. */
    STATE_DIFFERS,
    /** This node voted for another header than it executes now. */
    OWN_VOTE_DIFFERS,
    /** The certifier itself broke. */
    CERTIFIER_FAILED
  }

  static Halt stateDiffers(long height, Digest certified, Digest executed) {
    return new Halt(
        Kind.STATE_DIFFERS,
        "a quorum certified another header at height "
            + height
            + " ("
            + certified
            + ") than this node executed ("
            + executed
            + "); run consent-node fsck here, and compare the nodes");
  }

  static Halt ownVoteDiffers(long height) {
    return new Halt(
        Kind.OWN_VOTE_DIFFERS,
        "this node voted for another header at height "
            + height
            + " than it executes now; run consent-node fsck");
  }
}
