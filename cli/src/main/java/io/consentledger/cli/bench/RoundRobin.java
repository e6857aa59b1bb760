package io.consentledger.cli.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** The same requests again and again, in turn. */
final class RoundRobin implements Requests {
  private final byte[][] requests;
  private final AtomicInteger next = new AtomicInteger();

  RoundRobin(byte[][] requests) {
    this.requests = requests.clone();
  }

  @Override
  public byte[] next() {
    return requests[Math.floorMod(next.getAndIncrement(), requests.length)];
  }
}
