package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data held under a process was erased. */
public record DataErased(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    ProcessRef process,
    List<String> dataCategories,
    @Nullable Digest details)
    implements FactPayload {
  public DataErased {
    dataCategories =
        Shape.TERM.requireSet("dataCategories", dataCategories, 1, Limits.DATA_CATEGORIES_MAX);
  }

  /** The same without private details. */
  public DataErased(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      ProcessRef process,
      List<String> dataCategories) {
    this(salt, controllerId, subjectRef, process, dataCategories, null);
  }

  @Override
  public Kind kind() {
    return Kind.DATA_ERASED;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .process("process", process)
        .texts("dataCategories", dataCategories)
        .details(details)
        .done();
  }
}
