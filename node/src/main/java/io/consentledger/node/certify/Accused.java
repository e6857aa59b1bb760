package io.consentledger.node.certify;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;

/** Whose validator key it is. */
public final class Accused {
  private Accused() {}

  /** The organisation's name, or {@code unknown}. */
  public static String nameOf(Genesis genesis, KeyId validatorKey) {
    for (Organisation organisation : genesis.organisations()) {
      boolean owner =
          organisation
              .node()
              .map(node -> node.validatorKey().id().equals(validatorKey))
              .orElse(false);
      if (owner) {
        return organisation.name();
      }
    }
    return "unknown";
  }
}
