package io.consentledger.p2p;

import java.util.Locale;

/** Why a connection was refused or a link closed. */
public enum CloseReason {
  /** The other side closed it or the network did. */
  DISCONNECTED(false),
  /** A newer link with the same peer took its place. */
  REPLACED(false),
  /** This node is stopping. */
  STOPPING(false),
  /** Nothing came for longer than the idle time-out. */
  IDLE(false),
  /** The peer left block requests unanswered. */
  UNRESPONSIVE(false),
  /** This node gave no verdict on the peer's items in time. */
  STALLED(false),
  /** Plaintext, an older TLS version, no certificate, or one that no member's CA vouches for. */
  TLS_REFUSED(false),
  /** TLS and hello took too long. */
  HANDSHAKE_TIMEOUT(false),
  /** The certificate is sound but names no member that may stand at this end of a link. */
  IDENTITY_REFUSED(false),
  /** Too many connections from one address or in all. */
  CONNECTION_LIMIT(false),
  /** A peer that misbehaved came back before its time. */
  EXCLUDED(false),
  /** The hello names another network. */
  NETWORK_MISMATCH(false),
  /** The hello names a protocol version that this node does not speak. */
  VERSION_UNSUPPORTED(false),
  /** Bytes that are no frame of the protocol. */
  FRAME_MALFORMED(true),
  /** A frame or list longer than its limit. */
  FRAME_TOO_LARGE(true),
  /** A frame that was begun and not finished in time. */
  FRAME_TIMEOUT(true),
  /** A frame that its sender may not send now. */
  FRAME_UNEXPECTED(true),
  /** More control frames in a second than allowed. */
  TOO_FAST(true),
  /** More rejected items in a minute than allowed. */
  TOO_MANY_REJECTED(true);

  private final boolean violation;

  CloseReason(boolean violation) {
    this.violation = violation;
  }

  /** Whether only a faulty or hostile peer causes it, which excludes that peer for a while. */
  public boolean violation() {
    return violation;
  }

  /** A stable code such as {@code frame-malformed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
