package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Certificate;

/** Hears what certification comes to. Called on the certifier's thread: return soon. */
public interface CertifierListener {
  /** A certificate stands: made of votes, or taken over from a peer. */
  void certified(Certificate certificate);

  /** {@link Certifier#announcement()} has something new for the peers. */
  void announce();

  /** This node votes for nothing yet: it hears first what peers hold of its votes. Told often. */
  default void waits(int peersHeard, int peersToHear) {}

  /** This node cast votes. */
  void cast(int votes);

  /** This node refuses to vote for a block. */
  void refused(RefusedVote vote);

  /** A peer sent a vote or certificate that doesn't hold. */
  void invalid(String peer, String code);

  /** Something shows a lie; certification has stopped. */
  void found(Evidence evidence);

  /** Certification has stopped for another reason than evidence. */
  void halted(Halt halt);

  /** The disk refuses what has to be kept; it is tried again until it goes. */
  void troubled(String reason);

  /** A validator signed a vote for another header than this node's; told once for each. */
  void differs(Difference difference);

  /** The certifier's thread ended with this; {@link #halted} was called before. */
  default void failed(RuntimeException cause) {}
}
