package io.consentledger.consensus;

import org.jspecify.annotations.Nullable;

/**
 * Where an orderer stands, taken at one moment but not atomically.
 *
 * @param leaderId the node that leads as far as this node knows, or null
 * @param commitIndex the newest index known to be committed, -1 for none
 * @param appliedIndex the newest index that the ledger has taken, -1 for none
 * @param snapshotIndex the index of the newest checkpoint, -1 for none
 * @param logEntries entries kept in the log; growing for hours, it means that a peer is down and
 *     should return or be removed
 * @param batchesInFlight own proposals without an outcome yet
 * @param failure why ordering stopped for good on this node, or null while it runs
 */
public record OrdererStatus(
    Role role,
    long term,
    @Nullable String leaderId,
    long commitIndex,
    long appliedIndex,
    long snapshotIndex,
    long logEntries,
    int batchesInFlight,
    @Nullable OrdererException failure) {

  /** What a node does in its group. */
  public enum Role {
    /** Not started yet, or closed. */
    STOPPED,
    /** Started, and reading its log. */
    STARTING,
    FOLLOWER,
    CANDIDATE,
    LEADER,
    /** Follows without a vote. */
    LISTENER,
    /** Stopped for good by {@link #failure}. */
    FAILED
  }
}
