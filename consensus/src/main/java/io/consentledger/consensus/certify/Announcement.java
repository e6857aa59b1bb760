package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import java.util.ArrayList;
import java.util.List;

/**
 * What this node has for its peers. It is state, not events: sent again and again it repairs
 * itself, and late nodes adopt what it holds.
 *
 * @param certificates the newest ones, the newest first
 * @param alarms verified votes for other headers than this node's, and those of a double voter
 * @param votes verified votes above the certified height, whoever cast them, lowest height first
 */
public record Announcement(List<Certificate> certificates, List<Vote> alarms, List<Vote> votes) {
  /** Nothing to say yet. */
  public static final Announcement NOTHING = new Announcement(List.of(), List.of(), List.of());

  public Announcement {
    certificates = List.copyOf(certificates);
    alarms = List.copyOf(alarms);
    votes = List.copyOf(votes);
  }

  static Announcement of(Tally tally, StopSwitch stop, VoteTable table) {
    List<Vote> alarms = new ArrayList<>(stop.votes());
    table.conflicts().stream().filter(vote -> !alarms.contains(vote)).forEach(alarms::add);
    return new Announcement(
        tally.newestCertificates(),
        alarms.stream().limit(Limits.ALARMS_ANNOUNCED).toList(),
        table.votesAbove(tally.certifiedHeight()));
  }
}
