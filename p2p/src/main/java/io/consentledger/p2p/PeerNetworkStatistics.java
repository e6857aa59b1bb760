package io.consentledger.p2p;

import java.util.Map;

/**
 * Counters of the whole network of this node since its start.
 *
 * @param totals sums over the peers, a value for every {@link PeerMetric}
 * @param closed connections and links closed or refused, proven or not, a value for every reason
 * @param broadcast items handed to {@link PeerNetwork#broadcast}
 * @param broadcastDropped those of them dropped because the queue was full
 * @param rounds rounds of reconciliation
 * @param seenItems items remembered as seen now
 */
public record PeerNetworkStatistics(
    Map<PeerMetric, Long> totals,
    Map<CloseReason, Long> closed,
    long broadcast,
    long broadcastDropped,
    long rounds,
    long seenItems) {
  public PeerNetworkStatistics {
    totals = Map.copyOf(totals);
    closed = Map.copyOf(closed);
  }

  public long total(PeerMetric metric) {
    return totals.getOrDefault(metric, 0L);
  }

  public long closed(CloseReason reason) {
    return closed.getOrDefault(reason, 0L);
  }
}
