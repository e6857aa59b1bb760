package io.consentledger.consensus.gate;

import java.time.Duration;

/** Every bound of this package, with the reason where it isn't plain. Sizes in bytes. */
public final class Limits {
  /** How far above what is known a term may be: missed elections come by ones. */
  static final int TERM_STEP = 16;

  /** By so many more for each second without a leader, so that nobody is shut out for ever. */
  static final int TERM_STEPS_A_SECOND = 100;

  /** One peer may make this node leave a leader that lives so often, and not more. */
  static final Duration DEPOSE_INTERVAL = Duration.ofMinutes(1);

  /** A leader asks this node to stand for election no more often. */
  static final Duration HAND_OVER_INTERVAL = Duration.ofSeconds(10);

  /** Leaves room for sums: no log grows so long. */
  static final long INDEX_MAX = 1L << 60;

  /** Anything but entries and checkpoints. */
  static final int SMALL_MESSAGE_BYTES_MAX = 16 * 1024;

  /** One entry of the log; a larger one doesn't fit into the engine's write buffer. */
  public static final int ENTRY_BYTES_MAX = 4 * 1024 * 1024;

  /** Calls at once over one connection; the engine needs three or four. */
  public static final int CALLS_PER_CONNECTION = 16;

  /** Connections of one peer: an old one lives until it is found to be dead. */
  static final int CONNECTIONS_PER_PEER = 8;

  /** A connection that answers nothing for so long is dead. */
  public static final Duration DEAD_AFTER = Duration.ofSeconds(20);

  /** Requests for votes in quick succession that trouble may explain; more are a storm. */
  static final int HASTY_MAX = 4;

  private Limits() {}
}
