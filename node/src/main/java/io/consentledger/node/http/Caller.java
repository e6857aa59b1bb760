package io.consentledger.node.http;

/** Whose connection something is done for, and whether anybody there still waits. Any thread. */
final class Caller {
  private volatile boolean gone;

  /** The connection is closed. */
  void leave() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  /** Ends work that nobody waits for. */
  void requireHere() {
    if (gone) {
      throw new CallerGoneException();
    }
  }
}
