package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data was obtained from somebody else than the customer at hand.
 *
 * @param source an organisation's name, or one of {@link #SOURCE_TERMS}
 * @param reliesOn the grant that the author relied on, perhaps
 */
public record DataReceived(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    ProcessRef process,
    List<String> dataCategories,
    String source,
    @Nullable TxId reliesOn,
    @Nullable Digest details)
    implements FactPayload {
  /** Kinds of sources, as DPV 2.3 names them: for a source that is no organisation with a name. */
  public static final Set<String> SOURCE_TERMS =
      Set.of(
          "DataControllerDataSource",
          "DataProcessorDataSource",
          "DataSubjectDataSource",
          "NonPublicDataSource",
          "PublicDataSource",
          "ThirdPartyDataSource");

  public DataReceived {
    dataCategories =
        Shape.TERM.requireSet("dataCategories", dataCategories, 1, Limits.DATA_CATEGORIES_MAX);
    if (!SOURCE_TERMS.contains(source) && !Shape.PARTY_NAME.fits(source)) {
      throw new InvalidFieldException(
          "source", "must be an organisation's name or a data source of the vocabulary");
    }
  }

  /** The same without private details. */
  public DataReceived(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      ProcessRef process,
      List<String> dataCategories,
      String source,
      @Nullable TxId reliesOn) {
    this(salt, controllerId, subjectRef, process, dataCategories, source, reliesOn, null);
  }

  @Override
  public Kind kind() {
    return Kind.DATA_RECEIVED;
  }

  @Override
  public ObjectNode toJson() {
    Json json =
        Json.subject(this)
            .process("process", process)
            .texts("dataCategories", dataCategories)
            .text("source", source);
    if (reliesOn != null) {
      json.text("reliesOn", reliesOn.toHex());
    }
    return json.details(details).done();
  }
}
