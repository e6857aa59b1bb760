package io.consentledger.node.pipeline;

import io.consentledger.ledger.tx.TxId;
import io.consentledger.node.metrics.NodeMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names transactions that a leader seems to leave out: they wait here for long, and the same leader
 * meanwhile ordered others that came later. It is no proof, for the leader may never have got them;
 * it says where to look. A node that lags, or has more to check than it comes to, accuses nobody,
 * and then gives the leader the whole deadline anew. {@link #look} and {@link #leaderChanged} may
 * come from any thread.
 */
public final class WithheldWatch {
  private static final Logger LOG = LoggerFactory.getLogger(WithheldWatch.class);

  private final Mempool mempool;
  private final Duration deadline;
  private final InstantSource clock;
  private final NodeMetrics metrics;
  private final BooleanSupplier overloaded;
  private final Set<TxId> named = new HashSet<>();
  private @Nullable String leader;
  private long leaderSinceMs;
  private volatile List<Withheld> found = List.of();

  /**
   * One that is left out.
   *
   * @param sinceMs when this node took it in, UTC milliseconds
   * @param leader the node that leads since before that, or for the whole deadline
   */
  public record Withheld(TxId id, long sinceMs, String leader) {}

  /**
   * @param overloaded whether this node lags behind the order or its own queue
   */
  WithheldWatch(
      Mempool mempool,
      Duration deadline,
      InstantSource clock,
      NodeMetrics metrics,
      BooleanSupplier overloaded) {
    this.mempool = mempool;
    this.deadline = deadline;
    this.clock = clock;
    this.metrics = metrics;
    this.overloaded = overloaded;
    this.leaderSinceMs = clock.millis();
  }

  /** A new leader gets the whole deadline. */
  synchronized void leaderChanged(@Nullable String now) {
    if (now != null && !now.equals(leader)) {
      leader = now;
      leaderSinceMs = clock.millis();
      mempool.forgetOrdered();
    }
  }

  /** Looks once; called every second or so. */
  synchronized void look() {
    if (overloaded.getAsBoolean()) {
      // What this node hasn't passed on, or not yet applied, is no fault of the leader's.
      leaderSinceMs = clock.millis();
      mempool.forgetOrdered();
    }
    String accused = leader;
    long latestMs = clock.millis() - deadline.toMillis();
    List<Withheld> now = new ArrayList<>();
    if (accused != null && leaderSinceMs <= latestMs) {
      for (Pending pending : mempool.passedOver(latestMs)) {
        now.add(new Withheld(pending.id(), pending.admittedMs(), accused));
      }
    }
    Set<TxId> ids = new HashSet<>();
    for (Withheld withheld : now) {
      ids.add(withheld.id());
      if (named.add(withheld.id())) {
        metrics.withheld();
        LOG.warn(
            "event=transaction-withheld tx={} since_ms={} leader={}",
            withheld.id(),
            withheld.sinceMs(),
            withheld.leader());
      }
    }
    named.retainAll(ids);
    found = List.copyOf(now);
  }

  /** What the last look found, the longest waiting first. */
  public List<Withheld> found() {
    return found;
  }
}
