package io.consentledger.consensus.certify;

import java.util.Map;
import java.util.TreeMap;

/**
 * When this node is known to have held all that was ordered: a block above what it held then was
 * ordered after that moment, so its time can't be long before it. This judges a block alike whether
 * it is applied at once or an hour later, after an outage
 * (docs/decisions/0123-when-a-block-is-of-now.md). For one thread.
 */
final class UpToDateMarks {
  /** Nothing is known of when a block was ordered. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final TreeMap<Long, Long> momentsMs = new TreeMap<>();

  /** At this moment of this node's clock, all that was ordered stood in blocks up to a height. */
  void upToDate(long height, long momentMs) {
    momentsMs.merge(height, momentMs, Math::max);
    momentsMs.tailMap(height, false).clear();
    if (momentsMs.size() > Limits.MARKS_KEPT) {
      momentsMs.pollFirstEntry();
    }
  }

  /** The newest moment before which the block at this height wasn't ordered, UTC milliseconds. */
  long notOrderedBefore(long height) {
    Map.Entry<Long, Long> below = momentsMs.lowerEntry(height);
    return below == null ? UNKNOWN : below.getValue();
  }
}
