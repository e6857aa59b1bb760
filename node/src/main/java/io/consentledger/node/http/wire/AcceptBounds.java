package io.consentledger.node.http.wire;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many connections are open, how many of those an event loop has yet to set up, and how many
 * were set up lately. The acceptor looks here before it takes one more; who closes one wakes it.
 * For any thread.
 */
public final class AcceptBounds {
  /**
   * Bounds of the connections.
   *
   * @param openMax connections, and so descriptors, at a time
   * @param openingMax accepted connections that wait for their event loop: more would hold up the
   *     requests of those that are open
   * @param eachSecond connections that are set up, in the long run
   * @param atOnce as many may come together after a rest
   */
  public record Sizes(int openMax, int openingMax, int eachSecond, int atOnce) {}

  private final Sizes sizes;
  private final AcceptPace pace;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opening = new AtomicInteger();
  private volatile @Nullable Runnable acceptor;

  public AcceptBounds(Sizes sizes, LongSupplier nanoTime) {
    this.sizes = sizes;
    this.pace = new AcceptPace(sizes.eachSecond(), sizes.atOnce(), nanoTime);
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
    return open.get() < sizes.openMax()
        && opening.get() < sizes.openingMax()
        && pace.waitNanos() <= 0;
  }

  /** How long the acceptor has to wait before there can be room; none or less for now. */
  long waitNanos() {
    return pace.waitNanos();
  }

  void accepted() {
    pace.take();
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
