package io.consentledger.p2p;

import java.util.Optional;

/**
 * Tells when a link that is up must be given up: silent, stuck, too slow in one direction or the
 * other. Owned by the loop.
 */
final class LinkWatch {
  private final PeerTimings timings;
  private final FrameDecoder decoder;
  private final Backlog backlog;
  private long unwritableNanos;
  private long pingNonce;
  private boolean pingOpen;

  /** A link to be given up, and why. */
  record Finding(CloseReason reason, String detail) {}

  LinkWatch(PeerTimings timings, FrameDecoder decoder, Backlog backlog) {
    this.timings = timings;
    this.decoder = decoder;
    this.backlog = backlog;
  }

  /** Looks at every clock; what is found first. May queue a ping. */
  Optional<Finding> look(long nowNanos, Outbox outbox) {
    long frameTimeoutNanos = timings.frameTimeout().toNanos();
    if (backlog.stalled(nowNanos, frameTimeoutNanos)) {
      return found(CloseReason.STALLED, "no verdict on its items in time");
    }
    if (unwritableNanos != 0 && nowNanos - unwritableNanos > frameTimeoutNanos) {
      return found(CloseReason.UNRESPONSIVE, "it does not read");
    }
    // A peer that this node doesn't read can't be blamed for silence.
    return backlog.paused() ? Optional.empty() : lookAtReading(nowNanos, outbox);
  }

  private Optional<Finding> lookAtReading(long nowNanos, Outbox outbox) {
    long silentNanos = decoder.silentNanos(nowNanos);
    if (decoder.overdue(nowNanos, timings.frameTimeout().toNanos())) {
      return found(CloseReason.FRAME_TIMEOUT, "a frame was not finished in time");
    }
    if (silentNanos > timings.idleTimeout().toNanos()) {
      return found(CloseReason.IDLE, "silent for too long");
    }
    if (!pingOpen && silentNanos > timings.pingInterval().toNanos()) {
      pingOpen = true;
      pingNonce++;
      outbox.control(new Frame.Ping(pingNonce));
    }
    return Optional.empty();
  }

  /** Whether this answers the ping that is open. */
  boolean answers(Frame.Pong pong) {
    boolean answer = pingOpen && pong.nonce() == pingNonce;
    pingOpen &= !answer;
    return answer;
  }

  /** The socket takes more now, or takes no more for now. */
  void writable(boolean writable, long nowNanos) {
    unwritableNanos = writable ? 0 : nowNanos | 1;
  }

  private static Optional<Finding> found(CloseReason reason, String detail) {
    return Optional.of(new Finding(reason, detail));
  }
}
