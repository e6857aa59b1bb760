package io.consentledger.ledger.model;

import io.consentledger.ledger.tx.PartyId;

/** A payload about what one organisation does as a controller, or about one of its customers. */
public sealed interface ControllerPayload extends Payload permits CataloguePayload, SubjectPayload {
  /** The organisation whose catalogue or customer this is about. */
  PartyId controllerId();
}
