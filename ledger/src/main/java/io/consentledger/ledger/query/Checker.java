package io.consentledger.ledger.query;

import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.state.Assessment;
import io.consentledger.ledger.state.Assessor;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.Question;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.state.StateAt;
import io.consentledger.ledger.state.StateView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers checks from the state at a height. Denies from the very block that holds a withdrawal or
 * an opt-out, whatever time the rules leave to comply. Stateless, for any thread that may read the
 * state.
 */
public final class Checker {
  private static final Set<Reason> ENDED_CONSENT =
      Set.of(Reason.CONSENT_WITHDRAWN, Reason.CONSENT_REVOKED, Reason.CONSENT_INVALIDATED);

  private Checker() {}

  /**
   * Decides; total.
   *
   * @param tip the newest block that the answer may know: that of {@code knownAtHeight}, or else
   *     the newest one; now is its time
   */
  public static Decision check(StateView newest, CheckQuery query, BlockContext tip) {
    StateView state = newest;
    if (query.knownAtHeight() != null) {
      state = new StateAt(newest, tip.height());
    }
    long timeMs = query.atMs() == null ? tip.timeMs() : query.atMs();
    if (timeMs > tip.timeMs()) {
      return undecided(Reason.TIME_IN_FUTURE, tip.height(), timeMs);
    }
    if (!isProcessName(query)) {
      return undecided(Reason.PROCESS_UNKNOWN, tip.height(), timeMs);
    }
    Assessment assessment =
        Assessor.assess(
            state,
            new Question(
                query.subject(),
                query.controller(),
                query.processId(),
                query.version(),
                query.dataCategories(),
                query.operation(),
                query.recipient(),
                Question.BY_CONTROLLER,
                timeMs));
    boolean permitted = assessment.effect() == Effect.PERMIT;
    return new Decision(
        assessment.effect(),
        assessment.reasons().stream()
            .filter(reason -> permitted || reason.effect() != Effect.PERMIT)
            .toList(),
        permitted ? assessment.basis().orElse(null) : null,
        assessment.assurance().orElse(null),
        obligations(query, assessment),
        tip.height(),
        timeMs);
  }

  private static Decision undecided(Reason reason, long height, long timeMs) {
    return new Decision(reason.effect(), List.of(reason), null, null, List.of(), height, timeMs);
  }

  /** A name or version that no process can have is unknown, not an error. */
  private static boolean isProcessName(CheckQuery query) {
    return ProcessRef.isValid(query.processId(), query.version() == null ? 1 : query.version());
  }

  private static List<Obligation> obligations(CheckQuery query, Assessment assessment) {
    List<Obligation> owed = new ArrayList<>();
    if (assessment.effect() == Effect.PERMIT) {
      assessment
          .validUntilMs()
          .ifPresent(end -> owed.add(obligation(Obligation.Code.EXPIRES_AT, end)));
      assessment
          .retentionDays()
          .ifPresent(days -> owed.add(obligation(Obligation.Code.RETAIN_DAYS_MAX, days)));
    }
    for (Map.Entry<Right, Long> optOut : assessment.optOutEndMs().entrySet()) {
      owed.add(obligation(Obligation.Code.COMPLY_BEFORE, optOut.getValue()));
      boolean passedOn = optOut.getKey() == Right.SALE || optOut.getKey() == Right.SHARE;
      if (passedOn && query.recipient() != null) {
        owed.add(new Obligation(Obligation.Code.NOTIFY_RECIPIENT, query.recipient()));
      }
    }
    if (assessment.reasons().stream().anyMatch(ENDED_CONSENT::contains)) {
      owed.add(new Obligation(Obligation.Code.ERASE_UNLESS_OTHER_BASIS, ""));
    }
    return owed;
  }

  private static Obligation obligation(Obligation.Code code, long value) {
    return new Obligation(code, Long.toString(value));
  }
}
