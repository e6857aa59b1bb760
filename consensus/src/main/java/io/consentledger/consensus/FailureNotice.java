package io.consentledger.consensus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first reason why ordering stopped for good, and who wants to know. */
final class FailureNotice {
  private static final Logger LOG = LoggerFactory.getLogger(FailureNotice.class);

  private final String nodeId;
  private final Runnable stopEngine;
  private final List<FailureListener> listeners = new ArrayList<>();
  private @Nullable OrdererException failure;

  FailureNotice(String nodeId, Runnable stopEngine) {
    this.nodeId = nodeId;
    this.stopEngine = stopEngine;
  }

  synchronized @Nullable OrdererException failure() {
    return failure;
  }

  /**
   * Only the first counts. Returns at once: the engine is stopped on another thread, and listeners
   * needn't wait for that, since it may hang on the very disk that failed.
   */
  synchronized void fail(OrdererException reason) {
    if (failure != null) {
      return;
    }
    failure = reason;
    LOG.error("event=ordering-failed code={} message=\"{}\"", reason.code(), reason.getMessage());
    List<FailureListener> toTell = List.copyOf(listeners);
    start(stopEngine);
    toTell.forEach(listener -> start(() -> listener.failed(reason)));
  }

  synchronized void add(FailureListener listener) {
    listeners.add(listener);
    OrdererException reason = failure;
    if (reason != null) {
      start(() -> listener.failed(reason));
    }
  }

  /** A thread of its own: the failing one may hold the engine's locks. */
  private void start(Runnable task) {
    Thread thread = new Thread(task, nodeId + "-ordering-failed");
    thread.setDaemon(true);
    thread.start();
  }
}
