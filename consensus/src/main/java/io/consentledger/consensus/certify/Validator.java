package io.consentledger.consensus.certify;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.ValidatorSet;

/**
 * This node's part in certifying.
 *
 * @param networkId part of everything signed
 * @param set who votes
 * @param key of one of them: this node
 * @param allowedDriftMs how far a block's time may be from this node's clock, in milliseconds
 */
public record Validator(Digest networkId, ValidatorSet set, SigningKey key, long allowedDriftMs) {
  public Validator {
    if (set.placeOf(key.verifyingKey().id()) < 0) {
      throw new IllegalArgumentException("the key is no validator's");
    }
  }

  KeyId id() {
    return key.verifyingKey().id();
  }

  /** Names whose votes a lock counts: this key in this network. */
  public Digest lockOwner() {
    return Digest.of(networkId.bytes(), id().digest().bytes());
  }
}
