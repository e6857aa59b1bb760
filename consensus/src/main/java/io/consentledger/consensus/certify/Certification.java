package io.consentledger.consensus.certify;

import io.consentledger.consensus.certify.HeightVotes.Held;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of certification, without a thread or a clock of their own. For one thread: {@link
 * Certifier}'s.
 *
 * <ol>
 *   <li>{@link #applied}: a block was executed here; if its time is right, it will be voted for.
 *   <li>{@link #received(String, Vote)}: a peer's vote is held; two of one validator for different
 *       headers at one height are evidence.
 *   <li>{@link #received(String, Certificate)}: a peer's certificate is verified and taken over
 *       where it is for the very header that this node executed.
 *   <li>{@link #turn}: votes are locked, cast and counted; a quorum for what this node executed is
 *       a certificate.
 * </ol>
 */
final class Certification {
  private final Validator me;
  private final ExecutedChain chain;
  private final CertificateStore store;
  private final VoteLock lock;
  private final VoteCaster caster;
  private final StopSwitch stop;
  private final CertifierListener listener;
  private final Recollection recollection;
  private final Tally tally;
  private final Signatures signatures;
  private final Alarm alarm;
  private final VoteTable table = new VoteTable();
  private final CertificatesAhead ahead = new CertificatesAhead();
  private final Doubts doubts = new Doubts();
  private final TreeSet<Long> touched = new TreeSet<>();
  private boolean castPaused;

  Certification(
      Validator me,
      ExecutedChain chain,
      CertificateStore store,
      VoteLock lock,
      VoteCaster caster,
      StopSwitch stop,
      CertifierListener listener,
      Recollection recollection) {
    this.me = me;
    this.chain = chain;
    this.store = store;
    this.lock = lock;
    this.caster = caster;
    this.stop = stop;
    this.listener = listener;
    this.recollection = recollection;
    this.tally = new Tally(store.newest());
    this.signatures = new Signatures(me, tally, listener);
    this.alarm = new Alarm(stop, caster, tally, doubts, listener);
    table.newest(tally.certifiedHeight());
  }

  /** A block was executed. Those below it that weren't told are looked up in the chain. */
  void applied(Executed block) {
    if (block.height() <= table.newest() && table.find(block.height()).isPresent()) {
      return;
    }
    long from = Math.max(table.newest() + 1, block.height() - Limits.HEIGHTS_KEPT);
    for (long height = from; height < block.height(); height++) {
      chain.at(height).ifPresent(this::take);
    }
    take(block);
    ahead
        .takeUpTo(table.newest())
        .forEach(waiting -> received(waiting.peer(), waiting.certificate()));
  }

  /** At this moment of this node's clock, its blocks up to a height were all that was ordered. */
  void upToDate(long height, long momentMs) {
    caster.upToDate(height, momentMs);
  }

  private void take(Executed block) {
    table.newest(block.height());
    HeightVotes at = table.at(block.height());
    at.executed(block);
    touched.add(block.height());
    tally.changed();
    if (at.of(me.id()).isPresent() && !at.isForOurs(at.of(me.id()).get().vote())) {
      alarm.raise(Evidence.keyUsedElsewhere(at.of(me.id()).get().vote()));
    }
    at.forOthers().forEach(vote -> alarm.differs(vote, block));
    if (block.height() == lock.height() && !block.hash().equals(lock.hash())) {
      alarm.halt(Halt.ownVoteDiffers(block.height()));
    }
    consider(block);
  }

  private void consider(Executed block) {
    Optional<RefusedVote> refused =
        stop.reason().isPresent()
            ? Optional.of(
                new RefusedVote(
                    block.height(), stop.code(), "certification stopped: " + stop.reason().get()))
            : caster.consider(block);
    refused.ifPresent(
        vote -> {
          tally.refused(vote);
          listener.refused(vote);
        });
  }

  /** A peer's vote, its own or one that it passes on. */
  void received(String peer, Vote vote) {
    if (table.isInWindow(vote.height())) {
      weigh(peer, vote, false);
    }
  }

  private void weigh(String peer, Vote vote, boolean proven) {
    HeightVotes at = table.at(vote.height());
    Optional<Held> held = at.of(vote.signer());
    boolean same = held.isPresent() && held.get().vote().headerHash().equals(vote.headerHash());
    if (same && (held.get().verified() || held.get().vote().equals(vote))) {
      return;
    }
    if (at.isCertified() && at.isForOurs(vote) && (held.isEmpty() || same) && !proven) {
      // Nothing hangs on it any more, unless its signer turns out to have voted twice.
      at.hold(vote, false);
      return;
    }
    if (!proven && !signatures.hold(peer, vote)) {
      return;
    }
    if (held.isPresent()
        && !same
        && (held.get().verified() || signatures.hold(peer, held.get().vote()))) {
      alarm.raise(Evidence.doubleVote(held.get().vote(), vote));
      return;
    }
    at.hold(vote, true);
    touched.add(vote.height());
    tally.changed();
    if (vote.signer().equals(me.id())) {
      if (isForeign(at, vote)) {
        alarm.raise(Evidence.keyUsedElsewhere(vote));
      } else if (vote.height() > lock.height()) {
        recollection.learn(vote.height());
      }
    }
    at.executed().filter(ours -> !at.isForOurs(vote)).ifPresent(ours -> alarm.differs(vote, ours));
  }

  /** Whether a vote with this node's own signature is one that this node can't have cast. */
  private boolean isForeign(HeightVotes at, Vote vote) {
    return (vote.height() > lock.height() && !recollection.mayBeMine(vote))
        || (at.executed().isPresent() && !at.isForOurs(vote));
  }

  /** All that a peer announced was received. */
  void heard(String peer) {
    recollection.heard(peer);
    doubts.heard(peer);
  }

  /** A peer's certificate. Of a block that isn't here it is the one proof that there is one. */
  void received(String peer, Certificate certificate) {
    long height = certificate.height();
    if (height > table.newest()) {
      if (ahead.isNews(certificate) && signatures.hold(peer, certificate)) {
        ahead.proven(peer, certificate);
        recollection.learn(height);
      }
      ahead.hold(peer, certificate);
      return;
    }
    Optional<Executed> ours = table.find(height).flatMap(HeightVotes::executed);
    if (ours.isEmpty()) {
      ours = chain.at(height);
    }
    if (ours.isEmpty()) {
      return;
    }
    boolean agrees =
        ours.get().hash().equals(certificate.headerHash())
            && ours.get().epoch() == certificate.epoch();
    if (agrees && !isWanted(height)) {
      return;
    }
    if (!signatures.hold(peer, certificate)) {
      return;
    }
    recollection.learn(height);
    if (table.isInWindow(height)) {
      certificate.asVotes().forEach(vote -> weigh(peer, vote, true));
    }
    if (!agrees) {
      alarm.halt(Halt.stateDiffers(height, certificate.headerHash(), ours.get().hash()));
    } else if (stop.reason().isEmpty()) {
      keep(certificate);
    }
  }

  /** Not where it is certified already, unless somebody's vote there is for another header. */
  private boolean isWanted(long height) {
    Optional<HeightVotes> at = table.find(height);
    boolean certified = at.map(HeightVotes::isCertified).orElse(false) || height < table.lowest();
    return height > tally.certifiedHeight()
        || !certified
        || at.map(votes -> !votes.forOthers().isEmpty()).orElse(false);
  }

  /** Anything else that shows a lie, from whoever found it. */
  void raise(Evidence evidence) {
    alarm.raise(evidence);
  }

  /** Looks at what changes without a message: the clock, the disk, and the operator's hand. */
  void tick() {
    castPaused = false;
    try {
      if (stop.reread()) {
        tally.changed();
        considerAgain();
      }
      doubts.healed(Doubts.Store.EVIDENCE);
    } catch (IOException refused) {
      alarm.troubled(Doubts.Store.EVIDENCE, refused);
    }
    if (chain.height() > table.newest()) {
      chain.at(chain.height()).ifPresent(this::applied);
    }
  }

  private void considerAgain() {
    if (stop.reason().isEmpty()) {
      for (Executed block : table.uncertifiedFrom(lock.height())) {
        touched.add(block.height());
        consider(block);
      }
    }
  }

  /**
   * Casts the votes that wait, and makes the certificates that can be made.
   *
   * @return what to announce, where it changed
   */
  Optional<Announcement> turn() {
    if (stop.reason().isEmpty()) {
      if (!castPaused) {
        cast();
      }
      for (long height : touched) {
        table.find(height).ifPresent(this::certify);
      }
    }
    touched.clear();
    return tally.takeChanged()
        ? Optional.of(Announcement.of(tally, stop, table))
        : Optional.empty();
  }

  private void cast() {
    if (!recollection.isComplete()) {
      listener.waits(recollection.peersHeard(), recollection.peersToHear());
      return;
    }
    List<Vote> votes;
    try {
      votes = caster.cast(recollection.height());
      doubts.healed(Doubts.Store.VOTES);
    } catch (IOException refused) {
      castPaused = true;
      alarm.troubled(Doubts.Store.VOTES, refused);
      return;
    }
    for (Vote vote : votes) {
      if (table.isInWindow(vote.height())) {
        table.at(vote.height()).hold(vote, true);
        touched.add(vote.height());
      }
      tally.count("cast");
      tally.changed();
    }
    if (!votes.isEmpty()) {
      recollection.voting();
      listener.cast(votes.size());
    }
  }

  private void certify(HeightVotes at) {
    if (!at.isCertified() && at.executed().isPresent()) {
      List<Vote> votes = at.forOurs();
      if (votes.size() >= me.set().quorum()) {
        keep(Certificate.of(me.set(), votes));
      }
    }
  }

  private void keep(Certificate certificate) {
    table.find(certificate.height()).ifPresent(HeightVotes::certified);
    store.put(certificate);
    tally.certified(certificate);
    listener.certified(certificate);
  }

  CertifierStatus status() {
    return tally.status(ahead.provenHeight(), lock.height(), stop, doubts);
  }
}
