package io.consentledger.node.log;

import java.time.Duration;

/** The fixed limits of the log. */
final class Limits {
  /** Lines of one message at once, and a second after that. */
  static final double MESSAGE_BURST = 30;

  static final double MESSAGE_PER_SECOND = 1;

  /** The same of one logger, whatever it says. */
  static final double LOGGER_BURST = 300;

  static final double LOGGER_PER_SECOND = 5;

  /** By so much of its beginning a message is known. */
  static final int MESSAGE_KEY_CHARS = 60;

  /** Messages and loggers that are counted one by one. */
  static final int SOURCES_MAX = 1000;

  /** How often it is said what was left out. */
  static final Duration TELL_EVERY = Duration.ofSeconds(10);

  /** Of a message, and of an exception with its causes. */
  static final int MESSAGE_CHARS_MAX = 2000;

  static final int THROWN_CHARS_MAX = 4000;

  /** Frames of each exception that this program threw, and causes of any. */
  static final int FRAMES_MAX = 12;

  static final int CAUSES_MAX = 4;

  private Limits() {}
}
