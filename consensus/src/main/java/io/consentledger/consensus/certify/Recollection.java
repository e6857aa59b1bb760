package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Vote;
import java.util.HashSet;
import java.util.Set;

/**
 * What a validator learns of its own earlier votes from its peers after a start, since its vote
 * lock may have been lost or put back with the disk: it votes for nothing before it has heard
 * enough of them, and then for nothing at or below what they hold. For one thread.
 *
 * <p>Enough are so many that one of them was part of each quorum that this validator's vote may
 * have helped to make.
 */
final class Recollection {
  private final int peersToHear;
  private final Set<String> heard = new HashSet<>();
  private long height;
  private boolean voting;

  Recollection(int peersToHear) {
    this.peersToHear = peersToHear;
  }

  /** A peer announced what it has. */
  void heard(String peer) {
    if (heard.size() < peersToHear) {
      heard.add(peer);
    }
  }

  boolean isComplete() {
    return heard.size() >= peersToHear;
  }

  int peersHeard() {
    return heard.size();
  }

  int peersToHear() {
    return peersToHear;
  }

  /**
   * Peers hold a certificate, or a vote of this validator, at this height: verified by the caller.
   */
  void learn(long held) {
    if (!voting) {
      height = Math.max(height, held);
    }
  }

  /** The greatest height that this validator gives away without a vote. */
  long height() {
    return height;
  }

  /** A vote was cast: whatever comes from now on was not cast before the start. */
  void voting() {
    voting = true;
  }

  /** Whether this validator may have cast the vote before the start. */
  boolean mayBeMine(Vote vote) {
    return !voting || vote.height() <= height;
  }
}
