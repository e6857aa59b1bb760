package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.Right;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from the state. Queries and the findings about facts share it, so that what is
 * denied before it happens is exactly what is found after it happened. A denial wins; terms match
 * exactly.
 */
public final class Assessor {
  private final StateView state;
  private final Question question;
  private final Assessment result = new Assessment();

  private Assessor(StateView state, Question question) {
    this.state = state;
    this.question = question;
  }

  /**
   * The answer as of the question's time; total. Reads some dozen values of the state, and one for
   * each data category where a certificate of erasure stands.
   */
  public static Assessment assess(StateView state, Question question) {
    Assessor assessor = new Assessor(state, question);
    assessor.relationship();
    return assessor.result;
  }

  private void relationship() {
    Optional<Relationship> open =
        Cells.relationship(question.subject())
            .asOf(state, question.timeMs())
            .map(Cell.Entry::value);
    if (open.isEmpty()) {
      result.add(Reason.RELATIONSHIP_UNKNOWN);
    } else if (!open.get().controller().equals(question.controller())) {
      result.add(Reason.NOT_THIS_CONTROLLER);
    } else {
      result.assuredBy(open.get().assurance());
      Optional<Cell.Entry<ProcessVersion>> process = process(question.version());
      if (process.isEmpty()) {
        result.add(Reason.PROCESS_UNKNOWN);
      } else {
        declared(process.get());
      }
    }
  }

  private void declared(Cell.Entry<ProcessVersion> entry) {
    ProcessVersion process = entry.value();
    List<String> categories =
        question.dataCategories().isEmpty() ? process.dataCategories() : question.dataCategories();
    result.retainedFor(process.retentionDays());
    if (!process.dataCategories().containsAll(categories)) {
      result.add(Reason.CATEGORY_NOT_DECLARED);
    }
    purpose(process);
    preferences(process);
    erasure(categories);
    retention(categories);
    if (LegalBasis.isConsent(process.legalBasis())) {
      consent(process, categories);
    } else {
      result.restsOn(entry.txId());
      result.add(Reason.LEGAL_BASIS_DECLARED);
    }
    restriction();
  }

  private void purpose(ProcessVersion process) {
    Operation operation = question.operation();
    if (operation == Operation.SELL && !process.flags().contains(ProcessFlag.SALE)) {
      result.add(Reason.SALE_NOT_DECLARED);
    }
    if (operation == Operation.SHARE && !process.flags().contains(ProcessFlag.SHARE)) {
      result.add(Reason.SHARING_NOT_DECLARED);
    }
    String recipient = question.recipient();
    if (recipient != null && !process.recipients().contains(recipient)) {
      result.add(Reason.RECIPIENT_NOT_DECLARED);
    } else if (recipient == null && operation != Operation.COLLECT && operation != Operation.USE) {
      result.add(Reason.RECIPIENT_MISSING);
    }
  }

  private void preferences(ProcessVersion process) {
    for (Right right : Rights.of(process, question.operation())) {
      Optional<Preference> preference = preference(right);
      boolean passesOn = right == Right.SALE || right == Right.SHARE;
      if (preference.isEmpty() && passesOn && process.flags().contains(ProcessFlag.CHILD)) {
        result.add(Reason.CHILD_NOT_OPTED_IN);
      }
      preference.ifPresent(standing -> optOut(right, standing));
    }
  }

  /** Consent that stands is the one exception that the ledger can see (GDPR Article 18(2)). */
  private void restriction() {
    if (!result.reasons().contains(Reason.CONSENT_GIVEN)) {
      preference(Right.RESTRICTION).ifPresent(standing -> optOut(Right.RESTRICTION, standing));
    }
  }

  private Optional<Preference> preference(Right right) {
    return Cells.preference(question.subject(), right)
        .asOf(state, question.timeMs())
        .map(Cell.Entry::value);
  }

  private void optOut(Right right, Preference standing) {
    if (standing.value() == PreferenceValue.OPTED_OUT) {
      long endMs = OptOutPeriod.endMs(state, right, standing.sinceMs(), question.timeMs());
      result.addOptOut(optedOutOf(right), right, endMs);
    }
  }

  private void erasure(List<String> categories) {
    if (question.operation() != Operation.COLLECT) {
      Cells.erasure(question.subject(), question.keeping())
          .asOf(state, question.timeMs())
          .filter(erased -> categories.stream().anyMatch(erased.value().dataCategories()::contains))
          .ifPresent(erased -> result.add(Reason.DATA_ERASED));
      if (ErasureRules.isCertified(
          state, question.subject(), question.processId(), categories, question.timeMs())) {
        result.add(Reason.DATA_ERASED);
      }
    }
  }

  private void retention(List<String> categories) {
    if (question.operation() != Operation.COLLECT
        && Retention.isElapsed(
            state, question.subject(), question.keeping(), categories, question.timeMs())) {
      result.add(Reason.RETENTION_ELAPSED);
    }
  }

  private void consent(ProcessVersion process, List<String> categories) {
    Optional<Consent> standing =
        Cells.consent(question.subject(), question.processId())
            .asOf(state, question.timeMs())
            .map(Cell.Entry::value);
    if (standing.isEmpty()) {
      result.add(Reason.CONSENT_UNKNOWN);
      return;
    }
    Consent consent = standing.get();
    if (!consent.isLive(question.timeMs())) {
      result.add(ended(consent.status()));
      return;
    }
    Optional<ProcessVersion> agreed =
        process(consent.processVersion()).map(Cell.Entry::value).filter(process::isWithin);
    if (agreed.isEmpty()) {
      result.add(Reason.PROCESS_WIDENED);
      return;
    }
    if (consent.grant() != null) {
      result.restsOn(consent.grant());
    }
    if (consent.byDelegate()) {
      result.signedByDelegate();
    }
    result.validUntil(consent.validUntilMs());
    covered(consent, categories);
  }

  private void covered(Consent consent, List<String> categories) {
    boolean data = consent.dataCategories().containsAll(categories);
    boolean everybody = question.others().stream().allMatch(consent::isFor);
    if (data && everybody) {
      result.add(Reason.CONSENT_GIVEN);
    }
    if (!data) {
      result.add(Reason.CATEGORY_NOT_GRANTED);
    }
    if (!everybody) {
      result.add(Reason.RECIPIENT_NOT_GRANTED);
    }
  }

  private Optional<Cell.Entry<ProcessVersion>> process(@Nullable Integer wanted) {
    Integer version = wanted;
    if (version == null) {
      version =
          Cells.newestProcess(question.controller(), question.processId())
              .asOf(state, question.timeMs())
              .map(Cell.Entry::value)
              .orElse(null);
    }
    if (version == null) {
      return Optional.empty();
    }
    return Cells.process(question.controller(), new ProcessRef(question.processId(), version))
        .asOf(state, question.timeMs());
  }

  private static Reason ended(ConsentStatus status) {
    return switch (status) {
      case REQUESTED -> Reason.CONSENT_REQUESTED;
      case DEFERRED -> Reason.CONSENT_DEFERRED;
      case REFUSED -> Reason.CONSENT_REFUSED;
      case WITHDRAWN -> Reason.CONSENT_WITHDRAWN;
      case REVOKED -> Reason.CONSENT_REVOKED;
      case INVALIDATED -> Reason.CONSENT_INVALIDATED;
      case GIVEN, RENEWED -> Reason.CONSENT_EXPIRED;
    };
  }

  private static Reason optedOutOf(Right right) {
    return switch (right) {
      case SALE -> Reason.OPTED_OUT_OF_SALE;
      case SHARE -> Reason.OPTED_OUT_OF_SHARE;
      case SENSITIVE -> Reason.OPTED_OUT_OF_SENSITIVE;
      case AUTOMATED_DECISIONS -> Reason.OPTED_OUT_OF_AUTOMATED_DECISIONS;
      case DIRECT_MARKETING -> Reason.OPTED_OUT_OF_DIRECT_MARKETING;
      case OBJECTION -> Reason.OBJECTED;
      case RESTRICTION -> Reason.RESTRICTED;
    };
  }
}
