package io.consentledger.node.certify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Callers that wait until a height is certified. Any thread. */
final class CertificateWaiters {
  private final int waitersMax;
  private final TreeMap<Long, Set<Waiter>> waiters = new TreeMap<>();
  private volatile long certifiedHeight;
  private int waiting;

  /** One caller; two are never the same. */
  private static final class Waiter {
    final CompletableFuture<Boolean> certified = new CompletableFuture<>();
  }

  CertificateWaiters(int waitersMax) {
    this.waitersMax = waitersMax;
  }

  /**
   * Completes with whether a certificate at this height, or above it, came within {@code patience};
   * with false at once where too many wait already.
   */
  CompletableFuture<Boolean> await(long height, Duration patience) {
    Waiter waiter = new Waiter();
    synchronized (this) {
      if (height <= certifiedHeight) {
        return CompletableFuture.completedFuture(true);
      }
      if (waiting >= waitersMax || patience.isZero() || patience.isNegative()) {
        return CompletableFuture.completedFuture(false);
      }
      waiting++;
      waiters.computeIfAbsent(height, it -> new HashSet<>(2)).add(waiter);
    }
    var unused =
        waiter
            .certified
            .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((certified, failure) -> forget(height, waiter));
    return waiter.certified;
  }

  void certified(long height) {
    List<Waiter> told = new ArrayList<>();
    synchronized (this) {
      certifiedHeight = Math.max(certifiedHeight, height);
      waiters.headMap(certifiedHeight, true).values().forEach(told::addAll);
    }
    told.forEach(waiter -> waiter.certified.complete(true));
  }

  private synchronized void forget(long height, Waiter waiter) {
    Set<Waiter> found = waiters.get(height);
    if (found != null && found.remove(waiter)) {
      waiting--;
      if (found.isEmpty()) {
        waiters.remove(height);
      }
    }
  }

  /** What a waiter that was told so finds too. */
  long certifiedHeight() {
    return certifiedHeight;
  }

  synchronized int waiting() {
    return waiting;
  }
}
