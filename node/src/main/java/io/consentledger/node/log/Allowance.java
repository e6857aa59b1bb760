package io.consentledger.node.log;

/** A token bucket: so many lines at once, and then so many a second. For one thread at a time. */
final class Allowance {
  private final double most;
  private final double perSecond;
  private double left;
  private long atNanos;

  /**
   * @param most lines at once
   * @param nowNanos on a monotonic clock
   */
  Allowance(double most, double perSecond, long nowNanos) {
    this.most = most;
    this.perSecond = perSecond;
    this.left = most;
    this.atNanos = nowNanos;
  }

  /** Whether one more line may be written now; if so, it is counted. */
  boolean take(long nowNanos) {
    refill(nowNanos);
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  /** Whether nothing of it is used up: one that is forgotten and made anew is the same. */
  boolean isWhole(long nowNanos) {
    refill(nowNanos);
    return left >= most;
  }

  private void refill(long nowNanos) {
    left = Math.min(most, left + (nowNanos - atNanos) * perSecond / 1e9);
    atNanos = nowNanos;
  }
}
