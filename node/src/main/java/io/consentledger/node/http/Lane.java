package io.consentledger.node.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do work of one weight for many callers: each caller in turn, however much one of
 * them asks for. What waits is bounded, of each and of all. For any thread.
 */
final class Lane implements AutoCloseable {
  private final int waitingMax;
  private final int eachMax;
  private final ThreadPoolExecutor threads;
  private final Map<Caller, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private int size;
  private int turns;

  /**
   * @param waitingMax pieces of work that wait, all together
   * @param eachMax the same of one caller
   */
  Lane(String name, int threads, int waitingMax, int eachMax) {
    this.waitingMax = waitingMax;
    this.eachMax = eachMax;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * For one caller's work, which begins by asking whether the caller is still there: what waits
   * when {@link #forget} is called is run there and then, so that it ends.
   *
   * @return throws {@link RejectedExecutionException} where as much waits as may
   */
  Executor of(Caller caller) {
    return work -> add(caller, work);
  }

  private synchronized void add(Caller caller, Runnable work) {
    Deque<Runnable> own = waiting.getOrDefault(caller, new ArrayDeque<>());
    if (size >= waitingMax || own.size() >= eachMax) {
      throw new RejectedExecutionException("too much waits already");
    }
    if (turns <= size) {
      threads.execute(this::turn);
      turns++;
    }
    own.add(work);
    waiting.putIfAbsent(caller, own);
    size++;
  }

  /** Never fewer turns are to come than work waits. */
  private void turn() {
    Runnable work = next();
    if (work != null) {
      work.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    turns--;
    Iterator<Map.Entry<Caller, Deque<Runnable>>> all = waiting.entrySet().iterator();
    if (!all.hasNext()) {
      return null;
    }
    Map.Entry<Caller, Deque<Runnable>> first = all.next();
    Caller caller = first.getKey();
    Deque<Runnable> own = first.getValue();
    all.remove();
    Runnable work = own.remove();
    if (!own.isEmpty()) {
      waiting.put(caller, own); // Behind all others.
    }
    size--;
    return work;
  }

  /** Drops what waits for a caller that is gone. */
  void forget(Caller caller) {
    dropped(caller).forEach(Runnable::run);
  }

  private synchronized List<Runnable> dropped(Caller caller) {
    Deque<Runnable> own = waiting.remove(caller);
    if (own == null) {
      return List.of();
    }
    size -= own.size();
    return List.copyOf(own);
  }

  /** Pieces of work that wait. */
  synchronized int size() {
    return size;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
