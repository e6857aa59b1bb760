package io.consentledger.ledger.state;

import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What organisations still owe one customer at a time, due or not yet. */
public final class Duties {
  private final StateView state;
  private final SubjectRef subject;
  private final PartyId controller;
  private final long timeMs;
  private final List<Duty> owed = new ArrayList<>();

  private Duties(StateView state, SubjectRef subject, PartyId controller, long timeMs) {
    this.state = state;
    this.subject = subject;
    this.controller = controller;
    this.timeMs = timeMs;
  }

  /**
   * By due time, then in the order of {@link FindingCode}; none for a customer whom the ledger
   * doesn't know. Total and deterministic: it reads the state, and that as it stood at {@code
   * timeMs}.
   *
   * @param timeMs UTC ms
   */
  public static List<Duty> of(StateView state, SubjectRef subject, long timeMs) {
    Optional<Cell.Entry<Relationship>> open = Cells.relationship(subject).asOf(state, timeMs);
    if (open.isEmpty()) {
      return List.of();
    }
    Duties duties = new Duties(state, subject, open.get().value().controller(), timeMs);
    duties.requests();
    duties.retention();
    duties.recalls();
    duties.owed.sort(Comparator.comparingLong(Duty::dueMs).thenComparing(Duty::code));
    return List.copyOf(duties.owed);
  }

  private void requests() {
    for (Cell.Entry<TxId> named : Cells.requests(subject).upTo(state, timeMs)) {
      Cells.request(subject, named.value())
          .asOf(state, timeMs)
          .map(Cell.Entry::value)
          .filter(Request::isOpen)
          .ifPresent(request -> request(named.value(), request));
    }
  }

  private void request(TxId txId, Request request) {
    if (!request.isAcknowledged()) {
      request
          .acknowledgeEndMs(state, timeMs)
          .ifPresent(
              end ->
                  add(FindingCode.REQUEST_DEADLINE_MISSED, List.of(Duty.ACKNOWLEDGE), end, txId));
    }
    add(FindingCode.REQUEST_DEADLINE_MISSED, List.of(Duty.ANSWER), request.answerEndMs(), txId);
  }

  private void retention() {
    for (Cell.Entry<Keeping> keeping : Cells.holdings(subject).upTo(state, timeMs)) {
      Cells.holding(subject, keeping.value())
          .asOf(state, timeMs)
          .ifPresent(holding -> retention(keeping.value(), holding.value()));
    }
  }

  /** One duty for the categories that one record brought, but for what a legal hold keeps. */
  private void retention(Keeping keeping, Holding holding) {
    Optional<String> recipient = Optional.of(keeping.holder()).filter(name -> !name.isEmpty());
    Map<Holding.Kept, List<String>> byRecord = new LinkedHashMap<>();
    holding
        .kept()
        .forEach(
            (category, kept) ->
                byRecord.computeIfAbsent(kept, any -> new ArrayList<>()).add(category));
    byRecord.forEach(
        (kept, categories) ->
            Retention.dueMs(state, subject, keeping.processId(), kept.dueMs(), timeMs)
                .ifPresent(
                    dueMs ->
                        owed.add(
                            new Duty(
                                FindingCode.RETENTION_ELAPSED,
                                categories,
                                dueMs,
                                kept.txId(),
                                controller,
                                recipient))));
  }

  private void recalls() {
    for (Cell.Entry<TxId> named : Cells.recalls(subject).upTo(state, timeMs)) {
      Cells.recall(subject, named.value())
          .asOf(state, timeMs)
          .ifPresent(recall -> recall(named.value(), recall.value()));
    }
  }

  /** One duty for each recipient that hasn't acknowledged. */
  private void recall(TxId txId, Recall recall) {
    long endMs = RecallPeriod.endMs(state, recall, timeMs);
    for (String recipient : recall.silent()) {
      owed.add(
          new Duty(
              FindingCode.ACKNOWLEDGEMENT_DEADLINE_MISSED,
              List.of(recall.cause().name()),
              endMs,
              txId,
              controller,
              Optional.of(recipient)));
    }
  }

  private void add(FindingCode code, List<String> details, long dueMs, TxId txId) {
    owed.add(new Duty(code, details, dueMs, txId, controller, Optional.empty()));
  }
}
