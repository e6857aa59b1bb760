package io.consentledger.ledger.state;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open relationship: whose customer a pseudonym is, which key signs for it now, and who holds
 * it.
 */
public record Relationship(PartyId controller, KeyId key, Assurance assurance) {
  /** The relationship of this customer, where one was opened. */
  public static Optional<Relationship> find(StateView state, SubjectRef subject) {
    return Cells.relationship(subject).newest(state).map(Cell.Entry::value);
  }

  /** Every key that was the customer's own, the first one first. */
  public static List<KeyId> keys(StateView state, SubjectRef subject) {
    return Cells.relationship(subject).upTo(state, Long.MAX_VALUE).stream()
        .map(entry -> entry.value().key())
        .toList();
  }

  Relationship withKey(KeyId current) {
    return new Relationship(controller, current, assurance);
  }

  /**
   * The transactions that brought the keys of this customer one after the other, up to {@code key}:
   * the opening, then the rotations. Empty where the key was never the customer's.
   */
  public static List<TxId> origins(StateView state, SubjectRef subject, KeyId key) {
    List<TxId> origins = new ArrayList<>();
    for (Cell.Entry<Relationship> entry : Cells.relationship(subject).upTo(state, Long.MAX_VALUE)) {
      origins.add(entry.txId());
      if (entry.value().key().equals(key)) {
        return origins;
      }
    }
    return List.of();
  }

  void encode(RecordWriter out) {
    out.digest(controller.digest()).digest(key.digest()).code(assurance);
  }

  static Relationship decode(RecordReader in) {
    return new Relationship(
        new PartyId(in.digest()), new KeyId(in.digest()), in.code(Assurance.class));
  }
}
