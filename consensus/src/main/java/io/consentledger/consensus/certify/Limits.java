package io.consentledger.consensus.certify;

import java.time.Duration;

/** Every bound of certification, with the reason where it isn't plain. */
public final class Limits {
  /** Heights below the newest block whose votes are still held, to catch a second vote. */
  public static final int HEIGHTS_KEPT = 256;

  /** Heights above the newest block whose votes are held, for a node that is a little behind. */
  public static final int HEIGHTS_AHEAD_MAX = 512;

  /** Messages of peers that wait for the certifier; what doesn't fit is sent again by its peer. */
  public static final int QUEUE_MAX = 1_024;

  /** Messages taken at once, so that one disk sync serves their votes. */
  public static final int TURN_MAX = 64;

  /** Newest certificates that are announced: a peer that missed one height gets its certificate. */
  public static final int CERTIFICATES_ANNOUNCED = 8;

  /** Votes that are announced. */
  public static final int VOTES_ANNOUNCED = 256;

  /** Votes for other headers than this node's that are announced, the newest ones. */
  public static final int ALARMS_ANNOUNCED = 16;

  /** Pieces of evidence that are kept; one is enough to stop. */
  public static final int EVIDENCE_MAX = 64;

  /** One file of evidence. */
  public static final int EVIDENCE_FILE_BYTES_MAX = 64 * 1024;

  /** Refused votes that are named; all are counted. */
  public static final int REFUSALS_NAMED = 16;

  /** Peers whose certificate of a block that isn't here yet is held. */
  public static final int PEERS_AHEAD_MAX = 64;

  /** Moments at which this node was up to date that are remembered: minutes on a busy network. */
  public static final int MARKS_KEPT = 256;

  /** How often clocks and the folder of evidence are looked at while nothing else happens. */
  public static final Duration TICK = Duration.ofSeconds(1);

  /** How long closing waits for the certifier's thread. */
  public static final Duration STOP = Duration.ofSeconds(5);

  private Limits() {}
}
