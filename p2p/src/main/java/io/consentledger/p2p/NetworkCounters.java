package io.consentledger.p2p;

import java.util.concurrent.atomic.AtomicLong;

/** What is counted beside the peers; by any thread. */
final class NetworkCounters {
  final Counters<CloseReason> closed = new Counters<>(CloseReason.class);
  final AtomicLong broadcast = new AtomicLong();
  final AtomicLong broadcastDropped = new AtomicLong();
  final AtomicLong rounds = new AtomicLong();
  final AtomicLong seenItems = new AtomicLong();
}
