package io.consentledger.ledger;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import java.util.Optional;

/** Finds registered keys. For any thread. */
@FunctionalInterface
public interface KeySource {
  /** The key with this id, of an organisation or a customer, where one is registered. */
  Optional<VerifyingKey> key(KeyId id);
}
