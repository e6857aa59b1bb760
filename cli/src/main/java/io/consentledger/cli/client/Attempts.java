package io.consentledger.cli.client;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The attempts of one call: its deadline, its pauses, and what to say when time is up. */
final class Attempts {
  private final Duration timeout;
  private final @Nullable String txId;
  private final long deadlineNanos;
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private int pauseMillis = Limits.RETRY_PAUSE_MILLIS;
  private long askedToWaitMillis;
  private boolean mayHaveArrived;

  /**
   * @param txId the transaction whose outcome is at stake, or null for a read
   */
  Attempts(Duration timeout, @Nullable String txId) {
    this.timeout = timeout;
    this.txId = txId;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  boolean expired() {
    return remainingMillis() <= 0;
  }

  int requestTimeoutMillis() {
    return (int) Math.max(1, Math.min(Limits.REQUEST_TIMEOUT_MILLIS, remainingMillis()));
  }

  void unreachable(NodeAddress node, IOException e) {
    reasons.put(node.name() + " (" + node.url() + ")", String.valueOf(e.getMessage()));
  }

  void mayHaveArrived(NodeAddress node, String reason) {
    mayHaveArrived = true;
    reasons.put(node.name() + " (" + node.url() + ")", reason);
  }

  void refusedForNow(Answer answer) {
    reasons.put(
        answer.node().name() + " (" + answer.node().url() + ")", "answered " + answer.status());
    mayHaveArrived |= answer.status() != 503 && answer.status() != 429;
    askedToWaitMillis = Math.max(askedToWaitMillis, answer.retryAfterMillis());
  }

  /**
   * Waits before the next round.
   *
   * @throws CliException where the time is up or the thread was interrupted
   */
  void pauseOrFail() throws CliException {
    long remaining = remainingMillis();
    if (remaining <= 0) {
      throw failure("within " + timeout.toMillis() / 1000.0 + " s");
    }
    long pause = Math.min(remaining, Math.max(pauseMillis, askedToWaitMillis));
    pauseMillis = Math.min(pauseMillis * 2, Limits.RETRY_PAUSE_MAX_MILLIS);
    askedToWaitMillis = 0;
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("before the command was interrupted");
    }
  }

  private CliException failure(String when) {
    if (txId != null && mayHaveArrived) {
      return unknownOutcome(txId, when);
    }
    String all =
        reasons.entrySet().stream()
            .map(reason -> reason.getKey() + ": " + reason.getValue())
            .collect(Collectors.joining("; "));
    return CliException.unknown(
        "no-node-answered",
        "no node could answer " + when + ": " + all,
        "Start a node, or name another with --node; nothing was changed.");
  }

  static CliException unknownOutcome(String txId, String when) {
    return CliException.unknown(
        "outcome-unknown",
        "unknown outcome: no node confirmed the transaction " + when,
        "ask with: consent tx " + txId);
  }

  private long remainingMillis() {
    return (deadlineNanos - System.nanoTime()) / 1_000_000;
  }
}
