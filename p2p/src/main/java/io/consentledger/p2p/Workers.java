package io.consentledger.p2p;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The two threads that run what may take a while: {@code p2p-handler} for items and heads, {@code
 * p2p-serve} for blocks, TLS handshakes and name look-ups. What waits in their queues is bounded by
 * the backlog of each link and the number of connections. Tasks that come after the end are
 * dropped.
 */
final class Workers {
  private static final long STOP_SECONDS = 5;

  private final ThreadPoolExecutor handler = singleThread("p2p-handler");
  private final ThreadPoolExecutor serve = singleThread("p2p-serve");

  Executor handler() {
    return handler;
  }

  Executor serve() {
    return serve;
  }

  /** Lets what is queued run to its end, interrupts what doesn't end, waits for both threads. */
  void close() throws InterruptedException {
    handler.shutdown();
    serve.shutdown();
    for (ThreadPoolExecutor executor : new ThreadPoolExecutor[] {handler, serve}) {
      if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
        executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private static ThreadPoolExecutor singleThread(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> new Thread(task, name),
        new ThreadPoolExecutor.DiscardPolicy());
  }
}
