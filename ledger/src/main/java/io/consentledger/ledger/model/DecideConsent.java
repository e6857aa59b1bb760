package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's answer. {@code GIVEN} names the granted categories and the time (UTC ms) until which
 * they hold; the other decisions grant nothing: no categories, and 0 for the time.
 *
 * @param recipients for whom it is given, of those that the process declares; empty for all of them
 */
public record DecideConsent(
    Salt salt,
    PartyId controllerId,
    SubjectRef subjectRef,
    DecisionCode decision,
    ProcessRef process,
    NoticeRef notice,
    String language,
    List<String> dataCategories,
    long validUntilMs,
    List<String> recipients,
    @Nullable Digest details)
    implements SubjectPayload {
  public DecideConsent {
    Shape.LANGUAGE.require("language", language);
    boolean given = decision == DecisionCode.GIVEN;
    dataCategories =
        Shape.TERM.requireSet(
            "dataCategories",
            dataCategories,
            given ? 1 : 0,
            given ? Limits.DATA_CATEGORIES_MAX : 0);
    Shape.requireRange("validUntilMs", validUntilMs, given ? 1 : 0, given ? Limits.INTEGER_MAX : 0);
    recipients =
        Shape.PARTY_NAME.requireSet("recipients", recipients, 0, given ? Limits.RECIPIENTS_MAX : 0);
  }

  /** A refusal or deferral. */
  public static DecideConsent notGiven(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      DecisionCode decision,
      ProcessRef process,
      NoticeRef notice,
      String language) {
    return new DecideConsent(
        salt, controllerId, subjectRef, decision, process, notice, language, List.of(), 0);
  }

  /** For all recipients that the process declares, without private details. */
  public DecideConsent(
      Salt salt,
      PartyId controllerId,
      SubjectRef subjectRef,
      DecisionCode decision,
      ProcessRef process,
      NoticeRef notice,
      String language,
      List<String> dataCategories,
      long validUntilMs) {
    this(
        salt,
        controllerId,
        subjectRef,
        decision,
        process,
        notice,
        language,
        dataCategories,
        validUntilMs,
        List.of(),
        null);
  }

  @Override
  public Kind kind() {
    return Kind.DECIDE_CONSENT;
  }

  @Override
  public ObjectNode toJson() {
    return Json.subject(this)
        .code("decision", decision)
        .process("process", process)
        .notice("notice", notice)
        .text("language", language)
        .texts("dataCategories", dataCategories)
        .integer("validUntilMs", validUntilMs)
        .textsIfAny("recipients", recipients)
        .details(details)
        .done();
  }
}
