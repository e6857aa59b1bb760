package io.consentledger.ledger.model;

import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;

/**
 * A payload of an organisation's catalogue: what it tells customers, and what it does with data.
 */
public sealed interface CataloguePayload extends ControllerPayload
    permits PublishNotice, DeclareProcess {
  @Override
  default StreamId stream(NetworkId network) {
    return StreamId.ofParty(network, controllerId());
  }
}
