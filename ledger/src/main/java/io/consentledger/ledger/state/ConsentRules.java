package io.consentledger.ledger.state;

import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.RequestConsent;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.TxId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asking for consent, deciding and ending it. A grant takes effect with its block, not before. */
final class ConsentRules {
  private ConsentRules() {}

  static void request(Step step, RequestConsent request) throws Refusal {
    step.requireSignedByController(request.controllerId());
    ProcessVersion process =
        requireProcess(step, request.controllerId(), request.process(), request.notice());
    requireNewest(step, request.controllerId(), request.process());
    for (Right right : Rights.of(process)) {
      requireWaited(step, request, right);
    }
    Cell<Consent> cell = Cells.consent(request.subjectRef(), request.process().id());
    Optional<Consent> standing = cell.newest(step.state()).map(Cell.Entry::value);
    // To ask for more takes nothing away from a consent that holds.
    if (!isLive(step, standing)) {
      cell.put(
          step,
          Consent.without(ConsentStatus.REQUESTED, request.process().version(), grant(standing)));
    }
  }

  static void decide(Step step, DecideConsent decision) throws Refusal {
    step.requireSignedBySubject(decision.subjectRef(), DelegationScope.DECIDE);
    ProcessVersion process =
        requireProcess(step, decision.controllerId(), decision.process(), decision.notice());
    Cell<Consent> cell = Cells.consent(decision.subjectRef(), decision.process().id());
    Optional<Consent> standing = cell.newest(step.state()).map(Cell.Entry::value);
    int version = decision.process().version();
    requireLanguage(step, decision);
    if (decision.decision() == DecisionCode.REFUSED) {
      cell.put(step, Consent.without(ConsentStatus.REFUSED, version, grant(standing)));
      if (isLive(step, standing)) {
        RecallRules.ofProcess(
            step,
            decision,
            RecallCause.REFUSED,
            decision.process().id(),
            standing.get().processVersion());
      }
    } else if (decision.decision() == DecisionCode.DEFERRED) {
      if (!isLive(step, standing)) {
        cell.put(step, Consent.without(ConsentStatus.DEFERRED, version, grant(standing)));
      }
    } else {
      requireGrantable(step, decision, process);
      cell.put(
          step,
          new Consent(
              isLive(step, standing) ? ConsentStatus.RENEWED : ConsentStatus.GIVEN,
              version,
              decision.dataCategories(),
              decision.validUntilMs(),
              step.txId(),
              !step.isSignedBySubject(decision.subjectRef()),
              decision.recipients()));
    }
  }

  static void withdraw(Step step, WithdrawConsent withdrawal) throws Refusal {
    step.requireSignedBySubjectOrController(withdrawal, DelegationScope.WITHDRAW);
    end(step, withdrawal, withdrawal.processId(), ConsentStatus.WITHDRAWN, RecallCause.WITHDRAWN);
  }

  static void revoke(Step step, RevokeConsent revocation) throws Refusal {
    step.requireSignedByController(revocation.controllerId());
    end(step, revocation, revocation.processId(), ConsentStatus.REVOKED, RecallCause.REVOKED);
  }

  static void invalidate(Step step, InvalidateConsent finding) throws Refusal {
    step.requireSignedByAuthority();
    end(step, finding, finding.processId(), ConsentStatus.INVALIDATED, RecallCause.INVALIDATED);
  }

  private static void end(
      Step step, SubjectPayload payload, String processId, ConsentStatus ended, RecallCause cause)
      throws Refusal {
    Cell<Consent> cell = Cells.consent(payload.subjectRef(), processId);
    Optional<Consent> standing =
        cell.newest(step.state()).map(Cell.Entry::value).filter(Consent::wasGiven);
    Refusal.when(
        standing.isEmpty(), RejectionCode.CONSENT_NOT_GIVEN, "no consent to this process stands");
    Consent given = standing.get();
    cell.put(step, Consent.without(ended, given.processVersion(), given.grant()));
    RecallRules.ofProcess(step, payload, cause, processId, given.processVersion());
  }

  private static ProcessVersion requireProcess(
      Step step, PartyId controller, ProcessRef ref, NoticeRef notice) throws Refusal {
    Optional<ProcessVersion> process =
        Cells.process(controller, ref).newest(step.state()).map(Cell.Entry::value);
    Refusal.when(
        process.isEmpty(),
        RejectionCode.PROCESS_UNKNOWN,
        "this controller declared no process " + ref);
    Refusal.when(
        !process.get().notice().equals(notice),
        RejectionCode.NOTICE_MISMATCH,
        "process " + ref + " goes with notice " + process.get().notice() + ", not " + notice);
    Refusal.when(
        !LegalBasis.isConsent(process.get().legalBasis()),
        RejectionCode.CONSENT_NOT_APPLICABLE,
        "process " + ref + " rests on " + process.get().legalBasis());
    return process.get();
  }

  private static void requireNewest(Step step, PartyId controller, ProcessRef ref) throws Refusal {
    int newest =
        Cells.newestProcess(controller, ref.id())
            .newest(step.state())
            .map(Cell.Entry::value)
            .orElse(0);
    Refusal.when(
        ref.version() != newest,
        RejectionCode.PROCESS_SUPERSEDED,
        "version " + newest + " of the process stands");
  }

  private static void requireLanguage(Step step, DecideConsent decision) throws Refusal {
    boolean offered =
        Cells.notice(decision.controllerId(), decision.notice())
            .newest(step.state())
            .filter(notice -> notice.value().languages().contains(decision.language()))
            .isPresent();
    Refusal.when(
        !offered,
        RejectionCode.LANGUAGE_NOT_OFFERED,
        "notice " + decision.notice() + " was not published in " + decision.language());
  }

  private static void requireGrantable(Step step, DecideConsent decision, ProcessVersion process)
      throws Refusal {
    requireNewest(step, decision.controllerId(), decision.process());
    Refusal.when(
        !process.dataCategories().containsAll(decision.dataCategories()),
        RejectionCode.CATEGORY_NOT_DECLARED,
        "the grant is wider than process " + decision.process());
    Refusal.when(
        !process.recipients().containsAll(decision.recipients()),
        RejectionCode.RECIPIENT_NOT_DECLARED,
        "the grant is for somebody whom process " + decision.process() + " doesn't name");
    requirePeriod(step, "validUntilMs", decision.validUntilMs());
  }

  /** What somebody is let do ends, and not too far away. */
  static void requirePeriod(Step step, String field, long untilMs) throws Refusal {
    long remainingMs = untilMs - step.block().timeMs();
    Refusal.when(
        remainingMs <= 0,
        RejectionCode.VALIDITY_PAST,
        field + " is not after the time of the block");
    Refusal.when(
        remainingMs > Limits.CONSENT_VALIDITY_MS_MAX,
        RejectionCode.VALIDITY_TOO_LONG,
        field + " is " + remainingMs / Limits.DAY_MS + " days away");
  }

  private static void requireWaited(Step step, RequestConsent request, Right right) throws Refusal {
    Optional<Preference> optOut =
        Cells.preference(request.subjectRef(), right)
            .newest(step.state())
            .map(Cell.Entry::value)
            .filter(preference -> preference.value() == PreferenceValue.OPTED_OUT);
    if (optOut.isPresent()) {
      long allowedMs =
          BusinessDays.plusMonths(optOut.get().sinceMs(), Limits.OPT_IN_REQUEST_WAIT_MONTHS);
      Refusal.when(
          step.block().timeMs() < allowedMs,
          RejectionCode.OPT_IN_TOO_SOON,
          "the customer opted out of " + right + "; ask again from " + allowedMs + " (UTC ms)");
    }
  }

  private static boolean isLive(Step step, Optional<Consent> standing) {
    return standing.filter(consent -> consent.isLive(step.block().timeMs())).isPresent();
  }

  private static @Nullable TxId grant(Optional<Consent> standing) {
    return standing.map(Consent::grant).orElse(null);
  }
}
