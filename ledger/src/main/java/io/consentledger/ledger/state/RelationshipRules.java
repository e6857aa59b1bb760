package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;

/**
 * Opening and rotating. Opening: the controller signs, the customer's key has proved possession
 * before (off the applying thread), and no key ever serves two relationships, which would join two
 * pseudonyms.
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
    register(step, "subjectKey", open.subjectKey(), open.subjectRef());
    KeyId id = open.subjectKey().id();
    relationship.put(step, new Relationship(open.controllerId(), id, open.assurance()));
  }

  /** The current key names the next one, and never counts again. */
  static void rotate(Step step, RotateKey rotation) throws Refusal {
    step.requireSignedByHolder(rotation.subjectRef());
    register(step, "newKey", rotation.newKey(), rotation.subjectRef());
    Cell<Relationship> cell = Cells.relationship(rotation.subjectRef());
    cell.put(step, standing(cell, step).withKey(rotation.newKey().id()));
    Cell<RegisteredKey> old = Cells.key(step.signer());
    old.put(step, standing(old, step).superseded());
  }

  private static void register(Step step, String field, VerifyingKey key, SubjectRef owner)
      throws Refusal {
    Cell<RegisteredKey> cell = Cells.key(key.id());
    Refusal.when(
        step.genesis().organisation(PartyId.of(key.id())).isPresent()
            || cell.newest(step.state()).isPresent(),
        RejectionCode.KEY_ALREADY_REGISTERED,
        field + " belongs to somebody already");
    cell.put(step, RegisteredKey.live(key, owner));
  }

  private static <T> T standing(Cell<T> cell, Step step) {
    return cell.newest(step.state())
        .map(Cell.Entry::value)
        .orElseThrow(() -> new AssertionError("the holder of a relationship signed"));
  }
}
