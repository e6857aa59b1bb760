package io.consentledger.consensus;

import java.time.Duration;

/** Every bound of this module, with the reason where it isn't plain. Sizes in bytes. */
public final class Limits {
  /** Nodes in one group: more would make each commit wait for too many disks. */
  public static final int PEERS_MAX = 15;

  /** One batch; blocks carry at most 512 KiB of transactions by default. */
  public static final int BATCH_BYTES_MAX = 2 * 1024 * 1024;

  /** Own proposals without an outcome, by default and at most. */
  public static final int BATCHES_IN_FLIGHT = 64;

  public static final int BATCHES_IN_FLIGHT_MAX = 1_024;

  /** Bytes of own proposals without an outcome. */
  public static final int BYTES_IN_FLIGHT_MAX = 16 * 1024 * 1024;

  /** A checkpoint's manifest: a height and a hash, with room to grow. */
  public static final int MANIFEST_BYTES_MAX = 4 * 1024;

  /** Log entries between two checkpoints, by default. */
  public static final int CHECKPOINT_ENTRIES = 1_000;

  /** Log entries kept behind the newest checkpoint, so that a slow follower needs no adoption. */
  public static final int PRESERVED_ENTRIES = 1_024;

  /** Newest checkpoint files kept. */
  public static final int CHECKPOINTS_KEPT = 2;

  /** Read barriers waiting at once. */
  public static final int READ_BARRIERS_MAX = 1_024;

  /** A read barrier that isn't answered in this time fails. */
  public static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  /** A leadership transfer that isn't done in this time fails. */
  public static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(10);

  /** Adoption is tried again after this time, and at start at most so many times. */
  public static final Duration ADOPT_PAUSE = Duration.ofSeconds(1);

  public static final Duration ELECTION_TIMEOUT_MIN = Duration.ofMillis(600);
  public static final Duration ELECTION_TIMEOUT_MAX = Duration.ofMillis(1_200);

  /** Below this an election would start at each pause of the collector. */
  public static final Duration ELECTION_TIMEOUT_FLOOR = Duration.ofMillis(100);

  /** Node ids and group names are short; both appear in file names and log lines. */
  public static final int NAME_CHARS_MAX = 128;

  private Limits() {}
}
