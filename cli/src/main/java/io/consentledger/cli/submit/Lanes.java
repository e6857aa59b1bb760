package io.consentledger.cli.submit;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends in parallel, and in order where it matters: each lane is one thread that sends one
 * transaction at a time and waits until it is committed. The first failure stops all lanes, a
 * mistake of this program too. Filled by one thread.
 */
final class Lanes implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;

  /** Sends one transaction and waits for its outcome. */
  interface Sender {
    void send(Work work) throws CliException;
  }

  private final List<BlockingQueue<Work>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Object monitor = new Object();
  private long pending;
  private boolean closed;
  private @Nullable Throwable failure;

  Lanes(List<Sender> senders) {
    for (Sender sender : senders) {
      BlockingQueue<Work> queue = new ArrayBlockingQueue<>(Limits.LANE_QUEUE_MAX);
      queues.add(queue);
      Thread thread = new Thread(() -> run(queue, sender), "lane-" + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /**
   * Gives a transaction to its lane; waits while the lane is full.
   *
   * @throws CliException the failure that stopped a lane
   * @throws IllegalStateException where a mistake of this program stopped one
   */
  void put(Work work) throws CliException {
    int lane = Math.floorMod(work.lane(), queues.size());
    synchronized (monitor) {
      pending++;
    }
    try {
      while (!queues.get(lane).offer(work, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        throwFailure();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /**
   * Waits until everything that was put has its outcome.
   *
   * @throws CliException the failure that stopped a lane
   * @throws IllegalStateException where a mistake of this program stopped one
   */
  void drain() throws CliException {
    try {
      synchronized (monitor) {
        while (pending > 0 && failure == null) {
          monitor.wait();
        }
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    throwFailure();
  }

  @Override
  public void close() {
    synchronized (monitor) {
      closed = true;
    }
    threads.forEach(Thread::interrupt);
  }

  private void run(BlockingQueue<Work> queue, Sender sender) {
    while (running()) {
      try {
        Work work = queue.take();
        sender.send(work);
        synchronized (monitor) {
          pending--;
          monitor.notifyAll();
        }
      } catch (CliException | RuntimeException | Error e) {
        synchronized (monitor) {
          if (failure == null) {
            failure = e;
          }
          monitor.notifyAll();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean running() {
    synchronized (monitor) {
      return failure == null && !closed;
    }
  }

  private void throwFailure() throws CliException {
    synchronized (monitor) {
      if (failure instanceof CliException expected) {
        throw expected;
      }
      if (failure != null) {
        throw new IllegalStateException("a lane broke: " + failure, failure);
      }
    }
  }

  private static CliException interrupted() {
    Thread.currentThread().interrupt();
    return CliException.unknown(
        "interrupted", "the submission was interrupted", "Run the same command again.");
  }
}
