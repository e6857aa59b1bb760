package io.consentledger.node.config;

import java.time.Duration;

/** The fixed limits of the node. What an operator may set is in {@link LimitSettings}. */
public final class Limits {
  /** A configuration file is a page or two; anything larger is not one. */
  public static final int CONFIG_FILE_BYTES_MAX = 64 * 1024;

  /** A genesis file of some hundred organisations. */
  public static final int GENESIS_FILE_BYTES_MAX = 1024 * 1024;

  /** Peers of one configuration file. */
  public static final int PEERS_MAX = 64;

  /**
   * An HTTP request's body: a transaction of the largest size in base64 inside its JSON object,
   * with room to spare.
   */
  public static final int HTTP_BODY_BYTES_MAX = 32 * 1024;

  /** The request line: the longest one is a check with its categories. */
  public static final int HTTP_REQUEST_LINE_BYTES_MAX = 4096;

  /** All headers of one request. */
  public static final int HTTP_HEADERS_BYTES_MAX = 8192;

  /** Open HTTP connections, and so their descriptors; more wait until one of them closes. */
  public static final int HTTP_CONNECTIONS_MAX = 1024;

  /** Of these so many are kept free: where fewer are, the most useless connection is closed. */
  public static final int HTTP_CONNECTIONS_SPARE = 64;

  /** Accepted connections that an event loop has yet to set up, before no more are accepted. */
  public static final int HTTP_OPENING_MAX = 16;

  /** Connections that are set up in a second in the long run, and together after a rest. */
  public static final int HTTP_ACCEPTS_PER_SECOND = 1_000;

  public static final int HTTP_ACCEPTS_AT_ONCE = 256;

  /** Connections that wait in the kernel to be accepted: at that rate about a second. */
  public static final int HTTP_BACKLOG = 1024;

  /**
   * A connection is closed on which no request arrives whole and no answer is taken whole for this
   * long: more than the longest wait for an answer.
   */
  public static final Duration HTTP_IDLE = Duration.ofSeconds(75);

  /** Bytes of answers that their callers haven't taken, all together. */
  public static final long HTTP_UNSENT_BYTES_MAX = 64L << 20;

  /** How long, and how many bytes, a refused request's body is still read and dropped. */
  public static final Duration HTTP_LINGER = Duration.ofSeconds(2);

  public static final int HTTP_LINGER_BYTES_MAX = 1 << 20;

  /** The first request of a connection, and the body of each, must have arrived in this time. */
  public static final Duration HTTP_RECEIVE = Duration.ofSeconds(10);

  /** The longest that a caller may wait for a commit. */
  public static final Duration WAIT_MAX = Duration.ofSeconds(60);

  /** How long a caller waits for a commit where it says nothing. */
  public static final Duration WAIT_DEFAULT = Duration.ofSeconds(10);

  /** Callers that wait for a commit, all together. */
  public static final int WAITERS_MAX = 16_384;

  /** How long a linearizable read waits for the leader's word. */
  public static final Duration READ_BARRIER = Duration.ofSeconds(5);

  /** Entries of one page of a history. */
  public static final int HISTORY_PAGE_MAX = 1000;

  /** Records that one request for an organisation's records looks at, and how many at a time. */
  public static final int RECORDS_SCANNED_MAX = 10_000;

  public static final int RECORDS_AT_A_TIME = 500;

  /** Bytes of transactions after which such a page ends. */
  public static final int RECORDS_BYTES_MAX = 8 << 20;

  /** Blocks of one page. */
  public static final int BLOCKS_PAGE_MAX = 100;

  /** Categories named in one check. */
  public static final int CHECK_CATEGORIES_MAX =
      io.consentledger.ledger.evidence.Limits.CHECK_CATEGORIES_MAX;

  /** Subjects of one request for a proof: what fits the request line. */
  public static final int PROOF_SUBJECTS_MAX = 48;

  /** Records of one page of a proof: some 3 MB. */
  public static final int PROOF_PAGE_RECORDS_MAX = 1_000;

  /** Proofs that are made at a time, others wait: each holds a moment of the ledger. */
  public static final int PROOFS_AT_A_TIME_MAX = 4;

  /** How long a proof waits for the newest block's certificate, and how often it looks. */
  public static final Duration CERTIFICATE_WAIT = Duration.ofSeconds(5);

  public static final Duration CERTIFICATE_LOOK = Duration.ofMillis(10);

  /** Event streams that are open at a time. */
  public static final int EVENT_STREAMS_MAX = 64;

  /** Blocks that a stream reads, and events that it writes, before others have a turn. */
  public static final int EVENT_BLOCKS_MAX = 100;

  public static final int EVENTS_AT_ONCE_MAX = 200;

  /** A stream that is no further behind reads with what is quick. */
  public static final int EVENT_NEAR_BLOCKS = 8;

  /** How often a stream looks for blocks, and how often it says that there are none. */
  public static final Duration EVENT_LOOK = Duration.ofMillis(100);

  public static final Duration EVENT_HEARTBEAT = Duration.ofSeconds(15);

  /** Threads that read the ledger for HTTP requests, and requests that wait for one. */
  public static final int READ_THREADS = 2;

  public static final int READS_WAITING_MAX = 2048;

  /** The same for what may take long: pages of records, proofs, blocks, long histories. */
  public static final int SCAN_THREADS = 1;

  public static final int SCANS_WAITING_MAX = 256;

  /**
   * What may take long works so long, then rests so many times as long while anything quick is
   * asked for.
   */
  public static final Duration SCAN_SPELL = Duration.ofMillis(5);

  public static final int SCAN_RESTS = 3;

  /** What may wait of one connection. */
  public static final int READS_WAITING_EACH_MAX = 4;

  /** A read that looks at more records than this counts as one that may take long. */
  public static final int READ_RECORDS_MAX = 100;

  /** How old the metrics may be that are shown. */
  public static final Duration METRICS_AGE = Duration.ofSeconds(1);

  /** Submissions that wait for a verification thread; one more is told to come back. */
  public static final int ADMISSION_QUEUE_MAX = 8192;

  /** The share of the mempool that one source (a peer, or all clients together) may fill. */
  public static final double MEMPOOL_SOURCE_SHARE = 0.6;

  /** A transaction that nobody ordered in this time leaves the mempool. */
  public static final Duration MEMPOOL_AGE_MAX = Duration.ofMinutes(10);

  /** Gossiped transactions whose key isn't known yet, and how long each may stay. */
  public static final int PARKED_MAX = 2048;

  public static final Duration PARKED_AGE_MAX = Duration.ofSeconds(30);

  /** The share of parked places that one peer may take. */
  public static final int PARKED_PER_PEER_MAX = 1024;

  /** Rejections remembered so that a caller that comes back learns why. */
  public static final int REJECTIONS_MAX = 4096;

  /** How often a failure that lasts is logged. */
  public static final Duration FAILURE_LOG = Duration.ofSeconds(10);

  /**
   * How long what is committed may wait to be applied before the applying thread counts as stuck.
   */
  public static final Duration APPLY_PATIENCE = Duration.ofSeconds(60);

  /** How long no majority may answer before this node says that it reaches none. */
  public static final Duration QUORUM_PATIENCE = Duration.ofSeconds(10);

  /** How long a block that a quorum certified may be missing here before this node is behind. */
  public static final Duration CERTIFIED_PATIENCE = Duration.ofSeconds(5);

  /** Signed heads of batches remembered, to find two under one number. */
  public static final int BATCH_HEADS_KEPT = 4096;

  /** Signed heads of batches whose signature needs no second check when they are applied. */
  public static final int BATCH_HEADS_VERIFIED = 1024;

  /** Signed heads of the newest batches that are announced. */
  public static final int BATCH_HEADS_ANNOUNCED = 32;

  /** Positions not applied, and items not checked, up to which a node isn't overloaded. */
  public static final int LAG_CALM_MAX = 16;

  public static final int QUEUED_CALM_MAX = 256;

  /** Withheld transactions that are named. */
  public static final int WITHHELD_NAMED_MAX = 16;

  /** Blocks, and headers, asked of a peer at once when this node is behind. */
  public static final int SYNC_BLOCKS_MAX = io.consentledger.p2p.Limits.BLOCKS_PER_REPLY_MAX;

  public static final int SYNC_HEADERS_MAX = io.consentledger.p2p.Limits.HEADERS_PER_REPLY_MAX;

  /** Such requests for headers that may pass without a certificate: 134 million blocks, 5 MB. */
  public static final int SYNC_WINDOWS_MAX = 65_536;

  /** How long one such request may take, and how long the node goes on without any progress. */
  public static final Duration SYNC_REQUEST = Duration.ofSeconds(10);

  public static final Duration SYNC_PATIENCE = Duration.ofMinutes(10);

  /** Between two rounds over peers that had nothing. */
  public static final Duration SYNC_PAUSE = Duration.ofMillis(200);

  /** After a refused proposal the proposer pauses this long. */
  public static final Duration PROPOSE_PAUSE = Duration.ofMillis(20);

  /** How long each step of a clean stop may take before the next one starts anyway. */
  public static final Duration STOP_STEP = Duration.ofSeconds(5);

  /** A stop that takes longer than this is cut off. */
  public static final Duration STOP_TOTAL = Duration.ofSeconds(25);

  private Limits() {}

  /** How long copies of a rejected transaction may still be on their way between nodes. */
  public static final Duration REJECTION_FRESH = Duration.ofSeconds(30);
}
