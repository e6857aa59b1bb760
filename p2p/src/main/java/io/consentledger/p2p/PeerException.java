package io.consentledger.p2p;

import java.io.IOException;

/** A request to a peer has no answer; {@link #code()} is stable, another peer may be asked. */
public final class PeerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String code;

  PeerException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * {@code peer-unknown}, {@code peer-not-connected}, {@code peer-busy} (too many requests wait for
   * it), {@code peer-timeout} or {@code network-closed}.
   */
  public String code() {
    return code;
  }
}
