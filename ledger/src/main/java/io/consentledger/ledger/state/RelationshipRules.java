package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/**
 * Opening: the controller signs, the customer's key has proved possession before (off the applying
 * thread), and no key ever serves two relationships, which would join two pseudonyms.
 */
final class RelationshipRules {
  private RelationshipRules() {}

  static void open(Step step, OpenRelationship open) throws Refusal {
    step.requireSignedByController(open.controllerId());
    SubjectRef derived =
        SubjectRef.of(step.genesis().networkId(), open.controllerId(), open.subjectKey());
    Refusal.when(
        !derived.equals(open.subjectRef()),
        RejectionCode.SUBJECT_REF_MISMATCH,
        "subjectRef doesn't follow from controllerId and subjectKey");
    Cell<Relationship> relationship = Cells.relationship(open.subjectRef());
    Refusal.when(
        relationship.newest(step.state()).isPresent(),
        RejectionCode.RELATIONSHIP_EXISTS,
        "this relationship is open already");
    KeyId id = open.subjectKey().id();
    Cell<RegisteredKey> key = Cells.key(id);
    Refusal.when(
        step.genesis().organisation(PartyId.of(id)).isPresent()
            || key.newest(step.state()).isPresent(),
        RejectionCode.KEY_ALREADY_REGISTERED,
        "subjectKey belongs to somebody already");
    relationship.put(step, new Relationship(open.controllerId(), id, open.assurance()));
    key.put(step, RegisteredKey.live(open.subjectKey(), open.subjectRef()));
  }
}
