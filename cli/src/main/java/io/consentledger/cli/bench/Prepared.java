package io.consentledger.cli.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Transactions signed before the load starts; where they run out, the clients sign themselves. */
final class Prepared implements Requests {
  private final Customers customers;
  private final String wait;
  private final byte[][] requests;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong signedLate = new AtomicLong();

  /**
   * @param wait what the node is to wait for before it answers
   */
  Prepared(Customers customers, int count, String wait) {
    this.customers = customers;
    this.wait = wait;
    this.requests = new byte[count][];
    IntStream.range(0, count).parallel().forEach(i -> requests[i] = sign(i));
  }

  @Override
  public byte[] next() {
    int i = next.getAndIncrement();
    if (i < requests.length) {
      return requests[i];
    }
    signedLate.incrementAndGet();
    return sign(i & Integer.MAX_VALUE);
  }

  /** How many were signed while the load ran, which then cost the clients CPU. */
  long signedLate() {
    return signedLate.get();
  }

  private byte[] sign(int number) {
    return HttpRequests.post(customers.signal(number).encode(), wait);
  }
}
