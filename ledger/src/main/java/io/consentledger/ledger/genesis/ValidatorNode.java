package io.consentledger.ledger.genesis;

import io.consentledger.crypto.VerifyingKey;

/**
 * The node that an organisation runs.
 *
 * @param id unique in the network; also the common name of the node's TLS certificate
 */
public record ValidatorNode(String id, VerifyingKey validatorKey) {}
