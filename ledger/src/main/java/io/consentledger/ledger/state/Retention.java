package io.consentledger.ledger.state;

import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long data may be kept: as many days as the process version declares, counted for each data
 * category from the newest record that says it was obtained, and for each organisation that keeps
 * it. The ledger can't tell one item of a category from another, so that older ones are not judged.
 */
final class Retention {
  private Retention() {}

  static void begin(Step step, FactPayload obtained, int days) {
    Keeping keeping = Keeping.bySigner(step, obtained);
    Cell<Holding> cell = Cells.holding(obtained.subjectRef(), keeping);
    Optional<Holding> before = cell.newest(step.state()).map(Cell.Entry::value);
    if (before.isEmpty()) {
      Cells.holdings(obtained.subjectRef()).put(step, keeping);
    }
    long dueMs = BusinessDays.endAfterDaysMs(step.block().timeMs(), days);
    cell.put(step, before.orElse(Holding.NONE).with(obtained.dataCategories(), dueMs, step.txId()));
  }

  /**
   * Whether the retention of one of the categories is over as of a time. Who never said that it
   * obtained a category has it from the controller, and may keep it as long as the controller. A
   * legal hold changes nothing about that: what it keeps is kept, and used no more.
   */
  static boolean isElapsed(
      StateView state, SubjectRef subject, Keeping keeping, List<String> categories, long timeMs) {
    Holding own = asOf(state, subject, keeping, timeMs);
    Holding controllers = asOf(state, subject, Keeping.byController(keeping.processId()), timeMs);
    return categories.stream()
        .anyMatch(
            category ->
                (own.keeps(category) ? own : controllers).isElapsed(List.of(category), timeMs));
  }

  private static Holding asOf(StateView state, SubjectRef subject, Keeping keeping, long timeMs) {
    return Cells.holding(subject, keeping)
        .asOf(state, timeMs)
        .map(Cell.Entry::value)
        .orElse(Holding.NONE);
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

  /**
   * Ends what the signer kept, nobody else's; whether one of the categories should have been gone
   * there before, and no legal hold stands.
   */
  static boolean end(Step step, FactPayload erased) {
    SubjectRef subject = erased.subjectRef();
    Cell<Holding> cell = Cells.holding(subject, Keeping.bySigner(step, erased));
    Holding before = cell.newest(step.state()).map(Cell.Entry::value).orElse(Holding.NONE);
    Holding after = before.without(erased.dataCategories());
    if (!after.equals(before)) {
      cell.put(step, after);
    }
    long timeMs = step.block().timeMs();
    return before.isElapsed(erased.dataCategories(), timeMs)
        && !ErasureRules.wasHeld(step.state(), subject, erased.process().id(), timeMs);
  }

  /** The controller keeps nothing any more; no processes: under none. */
  static void endAll(Step step, SubjectRef subject, List<String> processIds) {
    List<Keeping> ended =
        processIds.isEmpty()
            ? Cells.holdings(subject).upTo(step.state(), Long.MAX_VALUE).stream()
                .map(Cell.Entry::value)
                .filter(keeping -> keeping.holder().equals(Keeping.CONTROLLER))
                .toList()
            : processIds.stream().map(Keeping::byController).toList();
    for (Keeping keeping : ended) {
      Cell<Holding> cell = Cells.holding(subject, keeping);
      if (cell.newest(step.state()).filter(it -> !it.value().kept().isEmpty()).isPresent()) {
        cell.put(step, Holding.NONE);
      }
    }
  }
}
