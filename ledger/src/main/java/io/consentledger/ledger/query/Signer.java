package io.consentledger.ledger.query;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.Assurance;
import java.util.Optional;

/**
 * Who signed a record, as what, and what that says of the customer.
 *
 * @param party whose key it is; absent where it is a person's
 * @param assurance who held the key that signs for the customer; absent in a stream that is no
 *     customer's
 */
public record Signer(
    KeyId key, SignerRole role, Optional<Organisation> party, Optional<Assurance> assurance) {}
