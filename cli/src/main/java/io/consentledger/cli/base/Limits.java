package io.consentledger.cli.base;

import java.time.Duration;

/** Every limit of the client, in one place. */
public final class Limits {
  /** How long a command keeps asking before it says that it doesn't know. */
  public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

  public static final Duration TIMEOUT_MAX = Duration.ofHours(1);

  /** A node that doesn't accept a connection in this time counts as down. */
  public static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  /** One request; a command asks again, or elsewhere, until its own time-out. */
  public static final int REQUEST_TIMEOUT_MILLIS = 10_000;

  /** What a request may take beyond the wait that it asks the node for. */
  public static final int REQUEST_SLACK_MILLIS = 2_000;

  /** Pause after a round in which no node could help; doubles up to the maximum. */
  public static final int RETRY_PAUSE_MILLIS = 50;

  public static final int RETRY_PAUSE_MAX_MILLIS = 1_000;

  /** An event stream that says nothing for this long is broken: nodes speak every 15 s. */
  public static final int EVENT_SILENCE_MILLIS = 40_000;

  /** The longest answer that is read. */
  public static final int ANSWER_BYTES_MAX = 64 * 1024 * 1024;

  /** Connections kept open to one node by the JDK's HTTP client. */
  public static final int CONNECTIONS_KEPT_MAX = 256;

  /** How long a transaction of a single command stays acceptable. */
  public static final Duration COMMAND_VALIDITY = Duration.ofMinutes(10);

  /** How long the transactions of a file stay acceptable: a file may be resumed next day. */
  public static final Duration SUBMISSION_VALIDITY = Duration.ofDays(2);

  public static final int SUBMISSION_BYTES_MAX = 128 * 1024 * 1024;
  public static final int INSTRUCTION_BYTES_MAX = 64 * 1024;

  /** Mistakes of a file that are listed; more are counted. */
  public static final int MISTAKES_SHOWN_MAX = 20;

  public static final int LANES_DEFAULT = 32;
  public static final int LANES_MAX = 256;

  /** An import waits for certificates, of which many transactions share one. */
  public static final int LANES_OF_IMPORTS = 128;

  /** Transactions that wait in one lane: bounds memory. */
  public static final int LANE_QUEUE_MAX = 64;

  /** Transactions signed and journalled under one sync. */
  public static final int JOURNAL_GROUP_MAX = 256;

  /** Relationship keys kept in memory; others are derived again. */
  public static final int KEYS_CACHED_MAX = 50_000;

  /** Keys that an interrupted rotation may have skipped. */
  public static final int KEYS_SKIPPED_MAX = 8;

  /** Customers' histories that an import keeps at a time: bounds memory. */
  public static final int HISTORIES_KEPT_MAX = 512;

  /** Customers whose histories are asked for at a time. */
  public static final int HISTORIES_AT_ONCE_MAX = 16;

  public static final int ORGANISATIONS_MAX = 64;
  public static final int HISTORY_PAGE_ENTRIES = 1_000;

  /** Records that one report is made of: bounds memory. */
  public static final int REPORT_RECORDS_MAX = 200_000;

  /** Who is who, tokens: about a million of them. */
  public static final int PRIVATE_JSON_BYTES_MAX = 96 * 1024 * 1024;

  public static final int FILE_BYTES_MAX = 16 * 1024 * 1024;

  /** A log of signals, which is read line by line. */
  public static final int LOG_BYTES_MAX = 256 * 1024 * 1024;

  public static final int BENCH_CLIENTS_MAX = 256;
  public static final int BENCH_CUSTOMERS_MAX = 1_000_000;
  public static final int BENCH_PREPARED_MAX = 2_000_000;

  private Limits() {}
}
