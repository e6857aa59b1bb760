package io.consentledger.node.health;

import io.consentledger.node.metrics.NodeMetrics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one home of the question whether this node is ready: it is where no {@link Condition} holds.
 * {@code GET /health/ready}, {@code GET /v1/status}, the metrics and linearizable reads all ask
 * here. Any thread.
 *
 * <p>To plug in, add a constant to {@link Condition} where none fits (and to the table in
 * docs/reference/http-api.md), then do one of two things:
 *
 * <ul>
 *   <li>Where the state can be asked, {@link #probe}: the probe is asked at each question and once
 *       a second, so nothing goes stale when the thread that would have told is dead. It must be
 *       quick, wait for nothing, and be safe for any thread.
 *   <li>Where it is an event, {@link #raise} when it begins and {@link #clear} when it is over.
 *       Raising again changes the detail, and keeps since when.
 * </ul>
 *
 * One condition has one owner: it is either probed or raised.
 */
public final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final InstantSource clock;
  private final Map<Condition, Supplier<Optional<String>>> probes = new ConcurrentHashMap<>();
  private final Map<Condition, NotReady> standing = new ConcurrentHashMap<>();

  /** Not ready at first: it is {@link Condition#STARTING} until that is cleared. */
  public Readiness(InstantSource clock, NodeMetrics metrics) {
    this.clock = clock;
    raise(Condition.STARTING, "it hasn't started yet");
    metrics.gauge("ready", () -> isReady() ? 1 : 0);
    for (Condition condition : Condition.values()) {
      metrics.gauge(
          "not.ready",
          "condition",
          condition.code(),
          () -> standing.containsKey(condition) ? 1 : 0);
    }
  }

  /** The condition holds from now on, or still. */
  public void raise(Condition condition, String detail) {
    NotReady before = standing.get(condition);
    long sinceMs = before == null ? clock.millis() : before.sinceMs();
    boolean news = standing.put(condition, new NotReady(condition, detail, sinceMs)) == null;
    if (news && condition != Condition.STARTING) {
      LOG.warn("event=not-ready code={} reason=\"{}\"", condition.code(), detail);
    }
  }

  /** The condition doesn't hold any more. */
  public void clear(Condition condition) {
    NotReady before = standing.remove(condition);
    if (before != null && condition != Condition.STARTING) {
      LOG.info(
          "event=not-ready-over code={} lasted_ms={}",
          condition.code(),
          clock.millis() - before.sinceMs());
    }
  }

  /** The condition holds while {@code source} gives a detail. */
  public void probe(Condition condition, Supplier<Optional<String>> source) {
    probes.put(condition, source);
  }

  /** What keeps this node from being ready now, in the order of {@link Condition}. */
  public List<NotReady> reasons() {
    probes.forEach(
        (condition, source) ->
            source
                .get()
                .ifPresentOrElse(detail -> raise(condition, detail), () -> clear(condition)));
    List<NotReady> reasons = new ArrayList<>(standing.values());
    reasons.sort(Comparator.comparing(NotReady::condition));
    return reasons;
  }

  public boolean isReady() {
    return reasons().isEmpty();
  }

  /** Why linearizable reads are refused now, where they are. */
  public Optional<NotReady> refusingReads() {
    return reasons().stream().filter(reason -> reason.condition().refusesReads()).findFirst();
  }
}
