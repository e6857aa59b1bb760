package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Optional;

/** An open relationship: whose customer a pseudonym is, and who holds the key that signs for it. */
public record Relationship(PartyId controller, KeyId key, Assurance assurance) {
  /** The relationship of this customer, where one was opened. */
  public static Optional<Relationship> find(StateView state, SubjectRef subject) {
    return Cells.relationship(subject).newest(state).map(Cell.Entry::value);
  }

  void encode(RecordWriter out) {
    out.digest(controller.digest()).digest(key.digest()).code(assurance);
  }

  static Relationship decode(RecordReader in) {
    return new Relationship(
        new PartyId(in.digest()), new KeyId(in.digest()), in.code(Assurance.class));
  }
}
