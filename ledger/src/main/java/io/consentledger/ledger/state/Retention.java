package io.consentledger.ledger.state;

import io.consentledger.ledger.model.FactPayload;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import java.util.Optional;

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

  /** Whether one of the categories should have been gone before. */
  static boolean end(Step step, FactPayload erased) {
    Cell<Holding> cell = cell(erased);
    Holding before = cell.newest(step.state()).map(Cell.Entry::value).orElse(Holding.NONE);
    Holding after = before.without(erased.dataCategories());
    if (!after.equals(before)) {
      cell.put(step, after);
    }
    return before.isElapsed(erased.dataCategories(), step.block().timeMs());
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
