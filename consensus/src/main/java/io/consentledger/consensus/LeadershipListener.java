package io.consentledger.consensus;

/** Is told who leads, on each change, in order, on a thread of the orderer: must return at once. */
@FunctionalInterface
public interface LeadershipListener {
  void leadershipChanged(Leadership now);
}
