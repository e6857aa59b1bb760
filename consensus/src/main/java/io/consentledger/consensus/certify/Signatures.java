package io.consentledger.consensus.certify;

import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;

/** Checks what peers signed, and counts what doesn't hold. For one thread. */
record Signatures(Validator me, Tally tally, CertifierListener listener) {
  boolean hold(String peer, Vote vote) {
    return hold(peer, () -> vote.verify(me.set(), me.networkId()));
  }

  boolean hold(String peer, Certificate certificate) {
    return hold(peer, () -> certificate.verify(me.set(), me.networkId()));
  }

  @FunctionalInterface
  private interface Check {
    void run() throws CryptoException;
  }

  private boolean hold(String peer, Check check) {
    try {
      check.run();
      return true;
    } catch (CryptoException refused) {
      tally.count("invalid");
      listener.invalid(peer, refused.code());
      return false;
    }
  }
}
