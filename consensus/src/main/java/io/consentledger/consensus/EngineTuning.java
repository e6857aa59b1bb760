package io.consentledger.consensus;

/**
 * What only this package's tests set otherwise.
 *
 * @param segmentBytes size of one log file
 * @param purgePastSlowPeers whether the log may be thrown away although a known peer lacks it
 */
record EngineTuning(int segmentBytes, boolean purgePastSlowPeers) {
  static final EngineTuning DEFAULT = new EngineTuning(Limits.LOG_SEGMENT_BYTES, false);
}
