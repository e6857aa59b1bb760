package io.consentledger.p2p;

import io.netty.channel.Channel;

/**
 * What a peer sent and the node has not dealt with. While it is over its bounds the peer is not
 * read, so that it waits instead of this node's memory growing. Owned by the loop.
 */
final class Backlog {
  private final Channel channel;
  private final Runnable resumed;
  private final int countMax;
  private final int bytesMax;
  private int count;
  private long bytes;
  private boolean throttled;
  private boolean paused;
  private long progressNanos;

  /**
   * @param resumed runs when the peer is read again
   */
  Backlog(Channel channel, Runnable resumed, int countMax, int bytesMax) {
    this.channel = channel;
    this.resumed = resumed;
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  /** Returns whether this paused the peer. */
  boolean add(int moreCount, long moreBytes, long nowNanos) {
    count += moreCount;
    bytes += moreBytes;
    return update(nowNanos);
  }

  void done(int lessCount, long lessBytes, long nowNanos) {
    count -= lessCount;
    bytes -= lessBytes;
    progressNanos = nowNanos;
    update(nowNanos);
  }

  /** Stops or resumes reading for reasons of speed; returns whether this paused the peer. */
  boolean throttle(boolean on, long nowNanos) {
    throttled = on;
    return update(nowNanos);
  }

  boolean paused() {
    return paused;
  }

  /** Whether the peer is not read and nothing of it was dealt with for so long. */
  boolean stalled(long nowNanos, long timeoutNanos) {
    return paused && nowNanos - progressNanos > timeoutNanos;
  }

  private boolean update(long nowNanos) {
    boolean over = throttled || count > countMax || bytes > bytesMax;
    boolean room = !throttled && count <= countMax / 2 && bytes <= bytesMax / 2;
    if (!paused && over) {
      paused = true;
      progressNanos = nowNanos;
      channel.config().setAutoRead(false);
      return true;
    }
    if (paused && room) {
      paused = false;
      channel.config().setAutoRead(true);
      resumed.run();
    }
    return false;
  }
}
