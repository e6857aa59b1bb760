package io.consentledger.node.timestamp;

import java.time.Duration;

/** The bounds of dealing with a time-stamping authority. */
final class Limits {
  /** How long a connection may take. */
  static final Duration CONNECT = Duration.ofSeconds(3);

  /** How long an answer may take. */
  static final Duration ANSWER = Duration.ofSeconds(5);

  /** How long evidence waits for its time-stamp. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Longest answer: a token with its certificates and a status, in bytes. */
  static final int ANSWER_BYTES_MAX = 128 * 1024;

  /** Questions that wait; whoever comes later goes without a time-stamp. */
  static final int WAITING_MAX = 16;

  private Limits() {}
}
