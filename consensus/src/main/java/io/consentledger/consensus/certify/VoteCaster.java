package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which blocks this node votes for, and casts the votes behind the {@link VoteLock}: one
 * disk sync for all that wait. For one thread.
 */
final class VoteCaster {
  private final Validator me;
  private final VoteLock lock;
  private final InstantSource clock;
  private final UpToDateMarks marks = new UpToDateMarks();
  private final TreeMap<Long, Executed> ready = new TreeMap<>();
  private final TreeMap<Long, Executed> tooEarly = new TreeMap<>();

  VoteCaster(Validator me, VoteLock lock, InstantSource clock) {
    this.me = me;
    this.lock = lock;
    this.clock = clock;
  }

  /** At this moment of this node's clock, its blocks up to a height were all that was ordered. */
  void upToDate(long height, long momentMs) {
    marks.upToDate(height, momentMs);
  }

  /**
   * Takes a block for the next {@link #cast}, or says why not. A block ahead of this clock is kept
   * until the clock is there. One whose time is before a moment at which it wasn't ordered yet is
   * never voted for, and a later one certifies it.
   */
  Optional<RefusedVote> consider(Executed block) {
    if (!lock.allows(block.height(), block.hash())) {
      return Optional.empty();
    }
    long aheadMs = block.timeMs() - clock.millis();
    if (aheadMs > me.allowedDriftMs()) {
      tooEarly.put(block.height(), block);
      if (tooEarly.size() > Limits.HEIGHTS_KEPT) {
        tooEarly.pollFirstEntry();
      }
      return refused(block, "block-time-ahead", aheadMs, " ms ahead of");
    }
    long orderedMs = Math.min(marks.notOrderedBefore(block.height()), clock.millis());
    if (orderedMs != UpToDateMarks.UNKNOWN && block.timeMs() < orderedMs - me.allowedDriftMs()) {
      return refused(block, "block-time-behind", orderedMs - block.timeMs(), " ms behind");
    }
    ready.put(block.height(), block);
    return Optional.empty();
  }

  private Optional<RefusedVote> refused(Executed block, String code, long ms, String where) {
    return Optional.of(
        new RefusedVote(
            block.height(),
            code,
            "the block's time is "
                + ms
                + where
                + " this node's clock when it was ordered; "
                + me.allowedDriftMs()
                + " ms are allowed: compare the clocks of all nodes"));
  }

  /**
   * Casts what waits, lowest height first. The votes may leave as soon as this returns.
   *
   * @throws IOException where the lock's disk refuses: no vote leaves
   */
  List<Vote> cast() throws IOException {
    letCatchUp();
    ready.values().removeIf(block -> !lock.allows(block.height(), block.hash()));
    if (ready.isEmpty()) {
      return List.of();
    }
    Executed newest = ready.lastEntry().getValue();
    lock.advance(newest.height(), newest.hash());
    List<Vote> votes = new ArrayList<>(ready.size());
    for (Executed block : ready.values()) {
      votes.add(Vote.sign(me.networkId(), block.height(), block.epoch(), block.hash(), me.key()));
    }
    ready.clear();
    return votes;
  }

  /** Forgets what waits: certification has stopped. */
  void forget() {
    ready.clear();
    tooEarly.clear();
  }

  private void letCatchUp() {
    long latestMs = clock.millis() + me.allowedDriftMs();
    tooEarly.values().stream()
        .filter(block -> block.timeMs() <= latestMs)
        .forEach(block -> ready.put(block.height(), block));
    tooEarly.values().removeIf(block -> block.timeMs() <= latestMs);
  }
}
