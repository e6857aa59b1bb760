package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The votes of a window of heights around the newest block. For one thread. */
final class VoteTable {
  private final TreeMap<Long, HeightVotes> heights = new TreeMap<>();
  private long newest;

  /** The newest height executed here moves the window along. */
  void newest(long height) {
    newest = Math.max(newest, height);
    heights.headMap(lowest()).clear();
  }

  long newest() {
    return newest;
  }

  /** The lowest height that the window holds. */
  long lowest() {
    return Math.max(1, newest - Limits.HEIGHTS_KEPT);
  }

  boolean isInWindow(long height) {
    return height >= lowest() && height <= newest + Limits.HEIGHTS_AHEAD_MAX;
  }

  /** The votes at a height of the window, made where there are none. */
  HeightVotes at(long height) {
    return heights.computeIfAbsent(height, it -> new HeightVotes());
  }

  Optional<HeightVotes> find(long height) {
    return Optional.ofNullable(heights.get(height));
  }

  /** Blocks executed here from {@code height} on that have no certificate. */
  List<Executed> uncertifiedFrom(long height) {
    List<Executed> found = new ArrayList<>();
    for (HeightVotes at : heights.tailMap(height).values()) {
      if (!at.isCertified()) {
        at.executed().ifPresent(found::add);
      }
    }
    return found;
  }

  /** Verified votes above {@code height}, lowest height first. */
  List<Vote> votesAbove(long height) {
    List<Vote> votes = new ArrayList<>();
    for (HeightVotes at : heights.tailMap(height, false).values()) {
      List<Vote> here = at.verified();
      if (votes.size() + here.size() > Limits.VOTES_ANNOUNCED) {
        break;
      }
      here.sort(Comparator.comparing(Vote::signer));
      votes.addAll(here);
    }
    return votes;
  }

  /** Verified votes for other headers than this node's, the newest ones. */
  List<Vote> conflicts() {
    List<Vote> votes = new ArrayList<>();
    for (HeightVotes at : heights.descendingMap().values()) {
      votes.addAll(at.forOthers());
      if (votes.size() >= Limits.ALARMS_ANNOUNCED) {
        break;
      }
    }
    return votes;
  }
}
