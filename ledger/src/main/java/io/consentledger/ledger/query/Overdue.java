package io.consentledger.ledger.query;

import io.consentledger.ledger.state.Duties;
import io.consentledger.ledger.state.StateView;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;

/**
 * What nobody did in time. Nobody files a record about that, so no block holds it: it follows from
 * the records that there are and a block's time, and whoever has those derives the same.
 */
public final class Overdue {
  private Overdue() {}

  /**
   * What was overdue at a time, by due time. Pure and total.
   *
   * @param state that the time lies in: a time after its newest block foresees
   * @param timeMs UTC ms
   */
  public static List<OverdueItem> of(StateView state, SubjectRef subject, long timeMs) {
    return Duties.of(state, subject, timeMs).stream()
        .filter(duty -> timeMs >= duty.dueMs())
        .map(
            duty ->
                new OverdueItem(
                    duty.code(),
                    duty.details(),
                    duty.dueMs(),
                    duty.txId(),
                    duty.controllerId(),
                    duty.recipient()))
        .toList();
  }
}
