package io.consentledger.consensus.certify;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.quorum.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One height: what this node executed there, and each validator's vote. */
final class HeightVotes {
  /**
   * @param verified whether its signature was checked; a vote for what is certified already isn't
   */
  record Held(Vote vote, boolean verified) {}

  private final Map<KeyId, Held> votes = new HashMap<>();
  private @Nullable Executed executed;
  private boolean certified;

  Optional<Executed> executed() {
    return Optional.ofNullable(executed);
  }

  void executed(Executed block) {
    executed = block;
  }

  boolean isCertified() {
    return certified;
  }

  void certified() {
    certified = true;
  }

  Optional<Held> of(KeyId signer) {
    return Optional.ofNullable(votes.get(signer));
  }

  void hold(Vote vote, boolean verified) {
    votes.put(vote.signer(), new Held(vote, verified));
  }

  /** Whether the vote is for what this node executed here; false where that isn't known yet. */
  boolean isForOurs(Vote vote) {
    Executed ours = executed;
    return ours != null && vote.headerHash().equals(ours.hash()) && vote.epoch() == ours.epoch();
  }

  /** The verified votes for what this node executed. */
  List<Vote> forOurs() {
    return verified().stream().filter(this::isForOurs).toList();
  }

  /** The verified votes for other headers than the one that this node executed. */
  List<Vote> forOthers() {
    return executed == null
        ? List.of()
        : verified().stream().filter(vote -> !isForOurs(vote)).toList();
  }

  List<Vote> verified() {
    List<Vote> verified = new ArrayList<>();
    for (Held held : votes.values()) {
      if (held.verified()) {
        verified.add(held.vote());
      }
    }
    return verified;
  }
}
