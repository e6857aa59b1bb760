package io.consentledger.p2p;

import java.time.Duration;

/**
 * The times that drive links and gossip. All positive.
 *
 * @param handshakeTimeout from the connection to the peer's hello, TLS included
 * @param pingInterval silence after which a link is probed
 * @param idleTimeout silence after which a link is closed
 * @param frameTimeout from the first byte of a frame to its last; also how long a peer's items may
 *     wait for a verdict with the peer not read
 * @param requestTimeout for the answer to a block request
 * @param reconcileInterval between two rounds of reconciliation and two repeats of the head; each
 *     is up to a quarter longer or shorter
 * @param backoffMin wait before a peer is dialled again; doubles up to backoffMax, each between
 *     half and all of it
 * @param backoffMax the longest such wait, and the longest exclusion of a misbehaving peer
 * @param stableAfter a link that stood so long starts again from backoffMin
 */
public record PeerTimings(
    Duration handshakeTimeout,
    Duration pingInterval,
    Duration idleTimeout,
    Duration frameTimeout,
    Duration requestTimeout,
    Duration reconcileInterval,
    Duration backoffMin,
    Duration backoffMax,
    Duration stableAfter) {

  public PeerTimings {
    requirePositive("handshakeTimeout", handshakeTimeout);
    requirePositive("pingInterval", pingInterval);
    requirePositive("idleTimeout", idleTimeout);
    requirePositive("frameTimeout", frameTimeout);
    requirePositive("requestTimeout", requestTimeout);
    requirePositive("reconcileInterval", reconcileInterval);
    requirePositive("backoffMin", backoffMin);
    requirePositive("backoffMax", backoffMax);
    requirePositive("stableAfter", stableAfter);
  }

  /** For members in one region: a dead link is noticed within 15 s, a restarted peer within 5 s. */
  public static PeerTimings defaults() {
    return new PeerTimings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  /** The same with another {@link #reconcileInterval()}. */
  public PeerTimings withReconcileInterval(Duration interval) {
    return new PeerTimings(
        handshakeTimeout,
        pingInterval,
        idleTimeout,
        frameTimeout,
        requestTimeout,
        interval,
        backoffMin,
        backoffMax,
        stableAfter);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
