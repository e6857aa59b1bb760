package io.consentledger.node.http.wire;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many connections are open, and how many of those an event loop has yet to set up. The
 * acceptor looks here before it takes one more; who closes one wakes it. For any thread.
 */
public final class AcceptBounds {
  private final int openMax;
  private final int openingMax;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opening = new AtomicInteger();
  private volatile @Nullable Runnable acceptor;

  /**
   * @param openMax connections, and so descriptors, at a time
   * @param openingMax accepted connections that wait for their event loop: more would hold up the
   *     requests of those that are open
   */
  public AcceptBounds(int openMax, int openingMax) {
    this.openMax = openMax;
    this.openingMax = openingMax;
  }

  /** Connections that hold a descriptor. */
  public int open() {
    return open.get();
  }

  void wakes(Runnable wake) {
    acceptor = wake;
  }

  /** For the acceptor alone: only it adds. */
  boolean hasRoom() {
    return open.get() < openMax && opening.get() < openingMax;
  }

  void accepted() {
    open.incrementAndGet();
    opening.incrementAndGet();
  }

  void opened() {
    opening.decrementAndGet();
    wake();
  }

  void closed() {
    open.decrementAndGet();
    wake();
  }

  private void wake() {
    Runnable waiting = acceptor;
    if (waiting != null) {
      waiting.run();
    }
  }
}
