package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a controller destroyed about a customer, and what is left: declared by itself, or by an
 * authority.
 *
 * @param processIds what was held under these processes, ascending; empty: all
 * @param destroyed what, in the order of the list, at least one
 * @param requestId the customer's request that it answers, where there was one
 */
public record ErasureCertificate(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    List<String> processIds,
    List<Destroyed> destroyed,
    Residue residue,
    @Nullable TxId requestId)
    implements SubjectPayload {
  public ErasureCertificate {
    processIds =
        Shape.IDENTIFIER.requireSet("processIds", processIds, 0, Limits.ERASED_PROCESSES_MAX);
    Shape.requireCount("destroyed", destroyed.size(), 1, Destroyed.values().length);
    destroyed = List.copyOf(EnumSet.copyOf(destroyed));
  }

  @Override
  public Kind kind() {
    return Kind.ERASURE_CERTIFICATE;
  }

  @Override
  public ObjectNode toJson() {
    Json json =
        Json.subject(this)
            .texts("destroyed", destroyed.stream().map(Enum::name).sorted().toList())
            .code("residue", residue);
    if (!processIds.isEmpty()) {
      json.texts("processIds", processIds);
    }
    return json.optional("requestId", requestId == null ? null : requestId.toHex()).done();
  }
}
