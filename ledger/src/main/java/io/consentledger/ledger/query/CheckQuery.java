package io.consentledger.ledger.query;

import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * May this controller do this with that customer's data?
 *
 * @param version of the process; null: the newest
 * @param dataCategories empty: all that the process version declares
 * @param recipient an organisation's name; needed for DISCLOSE, SELL and SHARE
 * @param atMs UTC ms, what held then; null: what holds now
 * @param knownAtHeight as the ledger knew it after this block; null: as it knows now
 */
public record CheckQuery(
    SubjectRef subject,
    PartyId controller,
    String processId,
    @Nullable Integer version,
    List<String> dataCategories,
    Operation operation,
    @Nullable String recipient,
    @Nullable Long atMs,
    @Nullable Long knownAtHeight) {
  public CheckQuery {
    dataCategories = List.copyOf(dataCategories);
  }
}
