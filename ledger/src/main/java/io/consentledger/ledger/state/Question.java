package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * May this be done with a customer's data at that time?
 *
 * @param version of the process; null: the newest at that time
 * @param dataCategories empty: all that the process version declares
 * @param recipient who receives or is served; needed for DISCLOSE, SELL and SHARE
 * @param holder who does it, with data that it keeps: an organisation's name; empty: the controller
 * @param timeMs UTC ms
 */
public record Question(
    SubjectRef subject,
    PartyId controller,
    String processId,
    @Nullable Integer version,
    List<String> dataCategories,
    Operation operation,
    @Nullable String recipient,
    String holder,
    long timeMs) {
  /** As a holder: the controller itself. */
  public static final String BY_CONTROLLER = Keeping.CONTROLLER;

  public Question {
    dataCategories = List.copyOf(dataCategories);
  }

  /** Who has a part in it beside the controller: who receives, and who does it. */
  List<String> others() {
    return Stream.of(Objects.requireNonNullElse(recipient, BY_CONTROLLER), holder)
        .filter(name -> !name.equals(BY_CONTROLLER))
        .toList();
  }

  Keeping keeping() {
    return new Keeping(processId, holder);
  }
}
