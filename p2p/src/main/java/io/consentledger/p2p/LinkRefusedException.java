package io.consentledger.p2p;

/** The other end proved who it is, and may not link to this node now. */
final class LinkRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;

  LinkRefusedException(CloseReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  CloseReason reason() {
    return reason;
  }
}
