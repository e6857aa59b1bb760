package io.consentledger.ledger.state;

import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long data may be kept: as many days as the process version declares, counted for each data
 * category from the newest record that says it was obtained. The ledger can't tell one item of a
 * category from another, so that older ones are not judged.
 */
final class Retention {
  private Retention() {}

  static void begin(Step step, FactPayload obtained, int days) {
    Cell<Holding> cell = cell(obtained);
    Optional<Holding> before = cell.newest(step.state()).map(Cell.Entry::value);
    if (before.isEmpty()) {
      Cells.holdings(obtained.subjectRef()).put(step, obtained.process().id());
    }
    long dueMs = BusinessDays.endAfterDaysMs(step.block().timeMs(), days);
    cell.put(step, before.orElse(Holding.NONE).with(obtained.dataCategories(), dueMs, step.txId()));
  }

  /**
   * Whether the retention of one of the categories is over as of a time. A legal hold changes
   * nothing about that: what it keeps is kept, and used no more.
   */
  static boolean isElapsed(
      StateView state, SubjectRef subject, String processId, List<String> categories, long timeMs) {
    return Cells.holding(subject, processId)
        .asOf(state, timeMs)
        .filter(holding -> holding.value().isElapsed(categories, timeMs))
        .isPresent();
  }

  /**
   * When something must be gone, as known at a time: at the end of its retention, or when the hold
   * was lifted that stood at this end. A hold that came too late excuses nothing that was due
   * before. Empty while a hold stands.
   *
   * @param endMs exclusive end of the retention, UTC ms
   */
  static OptionalLong dueMs(
      StateView state, SubjectRef subject, String processId, long endMs, long timeMs) {
    if (ErasureRules.wasHeld(state, subject, processId, timeMs)) {
      return OptionalLong.empty();
    }
    if (endMs > timeMs || !ErasureRules.wasHeld(state, subject, processId, endMs)) {
      return OptionalLong.of(endMs);
    }
    return ErasureRules.holdsChanged(state, subject, processId, timeMs)
        .filter(ms -> ms > endMs && !ErasureRules.wasHeld(state, subject, processId, ms))
        .findFirst();
  }

  /** Whether one of the categories should have been gone before, and no legal hold stands. */
  static boolean end(Step step, FactPayload erased) {
    SubjectRef subject = erased.subjectRef();
    String process = erased.process().id();
    long timeMs = step.block().timeMs();
    boolean late =
        isElapsed(step.state(), subject, process, erased.dataCategories(), timeMs)
            && !ErasureRules.wasHeld(step.state(), subject, process, timeMs);
    Cell<Holding> cell = cell(erased);
    Holding before = cell.newest(step.state()).map(Cell.Entry::value).orElse(Holding.NONE);
    Holding after = before.without(erased.dataCategories());
    if (!after.equals(before)) {
      cell.put(step, after);
    }
    return late;
  }

  /** Nothing is kept any more; no processes: under none. */
  static void endAll(Step step, SubjectRef subject, List<String> processIds) {
    List<String> ended =
        processIds.isEmpty()
            ? Cells.holdings(subject).upTo(step.state(), Long.MAX_VALUE).stream()
                .map(Cell.Entry::value)
                .toList()
            : processIds;
    for (String processId : ended) {
      Cell<Holding> cell = Cells.holding(subject, processId);
      if (cell.newest(step.state()).filter(it -> !it.value().kept().isEmpty()).isPresent()) {
        cell.put(step, Holding.NONE);
      }
    }
  }

  private static Cell<Holding> cell(FactPayload fact) {
    return Cells.holding(fact.subjectRef(), fact.process().id());
  }
}
