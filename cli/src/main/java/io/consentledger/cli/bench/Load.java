package io.consentledger.cli.bench;

import io.consentledger.cli.client.NodeAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A closed loop: each client sends a request, waits for its answer, and sends the next. Clients are
 * threads, spread over the nodes. What is measured starts with {@link #measure}.
 */
final class Load {
  private static final int HTTP_OK = 200;

  private final Requests requests;
  private final AtomicBoolean measuring = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicLong done = new AtomicLong();
  private final List<Samples> samples = new ArrayList<>();
  private final Map<String, Long> errors = new TreeMap<>();
  private final CountDownLatch ended;
  private final List<Thread> threads = new ArrayList<>();

  Load(List<NodeAddress> nodes, int clients, Requests requests) {
    this.requests = requests;
    this.ended = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      NodeAddress node = nodes.get(i % nodes.size());
      Samples own = new Samples();
      samples.add(own);
      Thread thread = new Thread(() -> run(node, own), "client-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** From now on durations count. */
  void measure() {
    measuring.set(true);
  }

  /** Stops and waits until every client has its last answer. */
  void stop() throws InterruptedException {
    measuring.set(false);
    stopping.set(true);
    ended.await();
  }

  /** Answers of 200 since the start, measured or not. */
  long done() {
    return done.get();
  }

  /** Of the measured requests that were answered with 200. */
  Latency latency() {
    return Latency.of(samples);
  }

  /** What went wrong while it was measured, by status or kind of failure. */
  synchronized Map<String, Long> errors() {
    return new TreeMap<>(errors);
  }

  private void run(NodeAddress node, Samples own) {
    try (RawConnection connection = new RawConnection(node.reach())) {
      while (!stopping.get()) {
        byte[] request = requests.next();
        long start = System.nanoTime();
        boolean counts = measuring.get();
        try {
          int status = connection.exchange(request);
          if (status != HTTP_OK) {
            note("http-" + status, counts);
            continue;
          }
          done.incrementAndGet();
          if (counts && measuring.get()) {
            own.add(System.nanoTime() - start);
          }
        } catch (IOException e) {
          note(e.getClass().getSimpleName(), counts);
        }
      }
    } catch (IOException e) {
      note("close", false);
    } finally {
      ended.countDown();
    }
  }

  private synchronized void note(String error, boolean counts) {
    if (counts) {
      errors.merge(error, 1L, Long::sum);
    }
  }
}
