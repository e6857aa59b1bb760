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

  /** One entry of the log, and one message's load: a batch and what the engine adds. */
  public static final int LOG_ENTRY_BYTES_MAX = 4 * 1024 * 1024;

  /** One message of the transport; the engine wants 1 MiB more than an entry. */
  public static final int MESSAGE_BYTES_MAX = 8 * 1024 * 1024;

  /** One log file. The engine keeps the newest whole on the heap, which is why it is not larger. */
  public static final int LOG_SEGMENT_BYTES = 16 * 1024 * 1024;

  /** The log grows by this much at a time, so that most writes don't change the file's length. */
  public static final int LOG_PREALLOCATED_BYTES = 4 * 1024 * 1024;

  /** Direct memory between log and disk: must hold the largest entry. */
  public static final int LOG_WRITE_BUFFER_BYTES = 5 * 1024 * 1024;

  /** Full log files kept on the heap for followers that lag a little. */
  public static final int LOG_SEGMENTS_CACHED = 2;

  public static final int LOG_CACHE_BYTES = 32 * 1024 * 1024;

  /** Entries and bytes waiting for the disk; beyond, the engine's threads wait. */
  public static final int LOG_QUEUE_ENTRIES = 1_024;

  public static final int ENGINE_BYTES_IN_FLIGHT_MAX = 32 * 1024 * 1024;

  /** Messages to one follower without an answer: 64 measured worse, 2 the same. */
  public static final int APPENDS_OUTSTANDING = 8;

  /** Each of the engine's thread pools; they shrink when idle. */
  public static final int ENGINE_THREADS_MAX = 16;

  /** How long the engine remembers an answered proposal. */
  public static final Duration REPLY_KEPT = Duration.ofSeconds(10);

  /** A process that stood still for longer than this must be started again. */
  public static final Duration PAUSE_MAX = Duration.ofDays(7);

  /** A read barrier that isn't answered in this time fails. */
  public static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  /** A leadership transfer that isn't done in this time fails. */
  public static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(10);

  /** Adoption is tried again after this time. */
  public static final Duration ADOPT_PAUSE = Duration.ofSeconds(1);

  public static final Duration ELECTION_TIMEOUT_MIN = Duration.ofMillis(600);
  public static final Duration ELECTION_TIMEOUT_MAX = Duration.ofMillis(1_200);

  /** Below this an election would start at each pause of the collector. */
  public static final Duration ELECTION_TIMEOUT_FLOOR = Duration.ofMillis(100);

  /** After so long without a leader, a peer that connects is dialled anew, and not more often. */
  public static final Duration LEADERLESS_BEFORE_REDIAL = Duration.ofSeconds(10);

  /** Leadership listeners not told yet; changes themselves need one place. */
  public static final int LEADERSHIP_TASKS_MAX = 64;

  /** How often what was acknowledged is noted on the disk; see {@link AckMark}. */
  static final Duration ACK_SYNC_INTERVAL = Duration.ofMillis(20);

  /** Node ids and group names are short; both appear in file names and log lines. */
  public static final int NAME_CHARS_MAX = 128;

  /** How often followers that may not know of a commit are looked at. */
  static final Duration NEWS_INTERVAL = Duration.ofMillis(3);

  /** How many times, before it is left to the engine's own heartbeat. */
  static final int NEWS_ROUNDS_MAX = 60;

  /** How long the thread that tells of commits lives with nothing to tell. */
  static final Duration NEWS_THREAD_IDLE = Duration.ofSeconds(5);

  /** How long a checkpoint that the disk refused waits until it is tried again. */
  public static final Duration CHECKPOINT_RETRY = Duration.ofSeconds(5);

  private Limits() {}
}
