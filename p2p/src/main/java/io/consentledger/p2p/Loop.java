package io.consentledger.p2p;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The one thread, {@code p2p-loop}, that serves all sockets and owns all mutable state of links and
 * gossip. What is handed over after its end is dropped.
 */
final class Loop {
  private final EventLoop eventLoop;

  Loop(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  /** Runs the task on the loop, later; false where the loop has ended. */
  boolean execute(Runnable task) {
    try {
      eventLoop.execute(task);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }

  /** Runs the task on the loop after the delay. */
  void schedule(Runnable task, long delayNanos) {
    try {
      var unused = eventLoop.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      // Nothing is due any more once the loop has ended.
    }
  }

  /** Monotonic time, good for differences only. */
  long nanos() {
    return System.nanoTime();
  }
}
