package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data was used; {@code reliesOn} may name the grant that the controller relied on. */
public record DataUsed(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    ProcessRef process,
    List<String> dataCategories,
    @Nullable TxId reliesOn,
    @Nullable Digest details)
    implements FactPayload {
  public DataUsed {
    dataCategories =
        Shape.TERM.requireSet("dataCategories", dataCategories, 1, Limits.DATA_CATEGORIES_MAX);
  }

  /** The same without private details. */
  public DataUsed(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      ProcessRef process,
      List<String> dataCategories,
      @Nullable TxId reliesOn) {
    this(salt, controllerId, subjectRef, process, dataCategories, reliesOn, null);
  }

  @Override
  public Kind kind() {
    return Kind.DATA_USED;
  }

  @Override
  public ObjectNode toJson() {
    Json json =
        Json.subject(this).process("process", process).texts("dataCategories", dataCategories);
    if (reliesOn != null) {
      json.text("reliesOn", reliesOn.toHex());
    }
    return json.details(details).done();
  }
}
