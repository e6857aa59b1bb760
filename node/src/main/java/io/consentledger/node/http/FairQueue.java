package io.consentledger.node.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What waits for many callers: each in turn, however much one of them has waiting. Bounded, of each
 * and of all. Not for more than one thread at a time.
 */
final class FairQueue<T> {
  private final int waitingMax;
  private final int eachMax;
  private final Map<Caller, Deque<T>> waiting = new LinkedHashMap<>();
  private int size;

  /**
   * @param waitingMax what waits, all together
   * @param eachMax the same of one caller
   */
  FairQueue(int waitingMax, int eachMax) {
    this.waitingMax = waitingMax;
    this.eachMax = eachMax;
  }

  /**
   * Behind all that this caller has waiting.
   *
   * @throws RejectedExecutionException where as much waits as may
   */
  void add(Caller caller, T one) {
    requireRoom(caller);
    waiting.computeIfAbsent(caller, unknown -> new ArrayDeque<>()).add(one);
    size++;
  }

  /**
   * Whether {@link #add} would take one more.
   *
   * @throws RejectedExecutionException where it wouldn't
   */
  void requireRoom(Caller caller) {
    Deque<T> own = waiting.get(caller);
    if (size >= waitingMax || (own != null && own.size() >= eachMax)) {
      throw new RejectedExecutionException("too much waits already");
    }
  }

  /** The next one, whose caller then stands behind all others; null where nothing waits. */
  @Nullable T next() {
    Iterator<Map.Entry<Caller, Deque<T>>> all = waiting.entrySet().iterator();
    if (!all.hasNext()) {
      return null;
    }
    Map.Entry<Caller, Deque<T>> first = all.next();
    Caller caller = first.getKey();
    Deque<T> own = first.getValue();
    all.remove();
    T next = own.remove();
    if (!own.isEmpty()) {
      waiting.put(caller, own);
    }
    size--;
    return next;
  }

  /** Takes out all that waits for a caller. */
  List<T> removeAll(Caller caller) {
    Deque<T> own = waiting.remove(caller);
    if (own == null) {
      return List.of();
    }
    size -= own.size();
    return List.copyOf(own);
  }

  int size() {
    return size;
  }
}
