package io.consentledger.consensus.certify;

import io.consentledger.crypto.DiskFull;
import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;

/**
 * Says what goes wrong, and stops certification where it may not go on: for evidence and for a
 * contradiction, not for a disk that refuses, which may be well again a moment later. For one
 * thread.
 */
record Alarm(
    StopSwitch stop, VoteCaster caster, Tally tally, Doubts doubts, CertifierListener listener) {

  /** Something shows a lie. It counts from here on, even where the disk doesn't take it yet. */
  void raise(Evidence evidence) {
    boolean news = true;
    try {
      news = stop.add(evidence);
    } catch (IOException refused) {
      troubled(Doubts.Store.EVIDENCE, refused);
    }
    if (news) {
      caster.forget();
      tally.changed();
      listener.found(evidence);
    }
  }

  void halt(Halt halt) {
    if (stop.halt(halt)) {
      caster.forget();
      tally.changed();
      listener.halted(halt);
    }
  }

  void troubled(Doubts.Store store, IOException refused) {
    doubts.troubled(store, refused);
    listener.troubled(store.sentence() + DiskFull.explain(String.valueOf(refused.getMessage())));
  }

  /** A vote is for another header than the one executed here. */
  void differs(Vote vote, Executed ours) {
    Difference difference =
        new Difference(vote.signer(), vote.height(), ours.hash(), vote.headerHash());
    if (doubts.add(difference)) {
      listener.differs(difference);
    }
  }
}
