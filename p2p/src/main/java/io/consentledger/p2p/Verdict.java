package io.consentledger.p2p;

/** What the node makes of an item that a peer sent. */
public enum Verdict {
  /** New and good: passed on to the peers that are not known to have it. */
  ACCEPTED,
  /** Nothing wrong, nothing new (already pending, committed or out of date): not passed on. */
  KNOWN,
  /**
   * Wrong for ever, whatever the state (malformed, bad signature, another network): not passed on,
   * not looked at again, and held against the peer that sent it.
   */
  REJECTED,
  /**
   * No room now: forgotten, so that a later reconciliation brings it again. Not held against the
   * peer.
   */
  BUSY
}
