package io.consentledger.ledger.model;

import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;

/** A payload about one customer's relationship with one controller. */
public sealed interface SubjectPayload extends ControllerPayload
    permits OpenRelationship,
        RotateKey,
        RequestConsent,
        DecideConsent,
        WithdrawConsent,
        RevokeConsent,
        InvalidateConsent,
        SetPreference,
        LegalHold,
        ErasureCertificate,
        OpenRequest,
        RequestStatus,
        Acknowledge,
        FactPayload {
  /** The pseudonym of the customer in this relationship. */
  SubjectRef subjectRef();

  @Override
  default StreamId stream(NetworkId network) {
    return StreamId.ofSubject(network, subjectRef());
  }
}
