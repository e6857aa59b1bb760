package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TransactionException;

/**
 * What a transaction says: one record per kind, immutable and valid by construction. Lists are sets
 * in ascending order. The fields, types and bounds stand in docs/spec/payloads.md.
 */
public sealed interface Payload
    permits ControllerPayload, AuditChallenge, RevokeKey, PublishHolidays {
  /** The kind that a statement about this payload names. */
  Kind kind();

  /** 128 random bits. */
  Salt salt();

  /** The one stream that this belongs to on this network. */
  StreamId stream(NetworkId network);

  /** Exact inverse of {@link #parse}. */
  ObjectNode toJson();

  /**
   * Checks signatures inside the payload, where the kind has any. Costs a signature check, so call
   * it once, off the thread that applies.
   *
   * @throws TransactionException {@code possession-invalid}
   */
  default void verifyInside(NetworkId network) throws TransactionException {}

  /**
   * Reads a payload of this kind: a field that is missing, unknown, of another type, out of bounds
   * or written in another way than {@link #toJson} writes it is refused.
   *
   * @throws TransactionException {@code payload-invalid}, naming the field
   */
  static Payload parse(Kind kind, ObjectNode json) throws TransactionException {
    try {
      Fields fields = Fields.of(json);
      Payload payload = PayloadParser.read(kind, fields);
      fields.end();
      return payload;
    } catch (InvalidFieldException refused) {
      throw new TransactionException(
          "payload-invalid", refused.field() + ": " + refused.problem(), refused);
    }
  }
}
