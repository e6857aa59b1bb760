package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data went to {@code recipient}; {@code reliesOn} may name the grant relied on. */
public record DataDisclosed(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    ProcessRef process,
    List<String> dataCategories,
    String recipient,
    Disclosure disclosure,
    @Nullable TxId reliesOn,
    @Nullable Digest details)
    implements FactPayload {
  public DataDisclosed {
    dataCategories =
        Shape.TERM.requireSet("dataCategories", dataCategories, 1, Limits.DATA_CATEGORIES_MAX);
    Shape.PARTY_NAME.require("recipient", recipient);
  }

  /** The same without private details. */
  public DataDisclosed(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      ProcessRef process,
      List<String> dataCategories,
      String recipient,
      Disclosure disclosure,
      @Nullable TxId reliesOn) {
    this(
        salt,
        controllerId,
        subjectRef,
        process,
        dataCategories,
        recipient,
        disclosure,
        reliesOn,
        null);
  }

  @Override
  public Kind kind() {
    return Kind.DATA_DISCLOSED;
  }

  @Override
  public ObjectNode toJson() {
    Json json =
        Json.subject(this)
            .process("process", process)
            .texts("dataCategories", dataCategories)
            .text("recipient", recipient)
            .code("disclosure", disclosure);
    if (reliesOn != null) {
      json.text("reliesOn", reliesOn.toHex());
    }
    return json.details(details).done();
  }
}
