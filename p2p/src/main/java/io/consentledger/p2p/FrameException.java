package io.consentledger.p2p;

import io.netty.handler.codec.DecoderException;

/** What a peer sent breaks the protocol. Unchecked because Netty carries it to the link. */
final class FrameException extends DecoderException {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;

  FrameException(CloseReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  CloseReason reason() {
    return reason;
  }
}
