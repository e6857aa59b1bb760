package io.consentledger.p2p;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Bounds what can be accepted from one address, at once and a second. Owned by the loop. */
final class AcceptGate {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perAddressMax;
  private final Map<InetAddress, Integer> open = new HashMap<>();
  private final Map<InetAddress, Integer> lately = new HashMap<>();
  private long windowNanos;

  AcceptGate(int perAddressMax) {
    this.perAddressMax = perAddressMax;
  }

  /** Whether one more may be accepted; if so, {@link #release} must follow its end. */
  boolean admit(InetAddress address, int unproven, long nowNanos) {
    if (nowNanos - windowNanos > WINDOW_NANOS) {
      windowNanos = nowNanos;
      lately.clear();
    }
    if (unproven >= Limits.UNPROVEN_CONNECTIONS_MAX
        || open.getOrDefault(address, 0) >= perAddressMax
        || lately.getOrDefault(address, 0) >= Limits.ACCEPTS_PER_ADDRESS_PER_SECOND_MAX
        || lately.size() >= Limits.COUNTED_ADDRESSES_MAX) {
      return false;
    }
    lately.merge(address, 1, Integer::sum);
    open.merge(address, 1, Integer::sum);
    return true;
  }

  void release(InetAddress address) {
    open.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }
}
