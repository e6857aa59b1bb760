package io.consentledger.p2p;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One peer at the moment of asking.
 *
 * @param address the configured one
 * @param connected whether a link stands: TLS proved the peer and its hello came
 * @param lastSeenAgo time since its last bytes, empty where none came since the start
 * @param queuedBytes items waiting to be written to it
 * @param counters a value for every {@link PeerMetric}
 */
public record PeerStatus(
    String id,
    InetSocketAddress address,
    boolean connected,
    Optional<Duration> lastSeenAgo,
    long queuedBytes,
    Map<PeerMetric, Long> counters) {
  public PeerStatus {
    counters = Map.copyOf(counters);
  }

  public long count(PeerMetric metric) {
    return counters.getOrDefault(metric, 0L);
  }
}
