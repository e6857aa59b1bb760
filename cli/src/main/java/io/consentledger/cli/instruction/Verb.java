package io.consentledger.cli.instruction;

import static io.consentledger.cli.instruction.Field.*;
import static io.consentledger.cli.instruction.Field.CALENDAR;
import static io.consentledger.cli.instruction.Field.DAYS;
import static io.consentledger.cli.instruction.Field.REGIME;
import static io.consentledger.cli.instruction.Field.STATUS;
import static io.consentledger.cli.instruction.Field.YEAR;

import io.consentledger.ledger.tx.Kind;
import java.util.EnumSet;
import java.util.Set;

/** What an instruction can ask for: its {@code do}, the kind it becomes, the fields it takes. */
public enum Verb {
  PUBLISH_NOTICE(
      "publish-notice",
      Kind.PUBLISH_NOTICE,
      Author.PARTY,
      EnumSet.of(PARTY, NOTICE_ID, VERSION, LANGUAGES, URI, CONTENT_HASH),
      EnumSet.noneOf(Field.class)),
  DECLARE_PROCESS(
      "declare-process",
      Kind.DECLARE_PROCESS,
      Author.PARTY,
      EnumSet.of(
          PARTY,
          PROCESS_ID,
          VERSION,
          NOTICE,
          PURPOSES,
          LEGAL_BASIS,
          DATA_CATEGORIES,
          STORAGE_LOCATIONS,
          RETENTION_DAYS,
          JURISDICTION),
      EnumSet.of(RECIPIENTS, FLAGS)),
  PUBLISH_HOLIDAYS(
      "publish-holidays",
      Kind.PUBLISH_HOLIDAYS,
      Author.PARTY,
      EnumSet.of(PARTY, CALENDAR, YEAR, VERSION, DAYS),
      EnumSet.noneOf(Field.class)),
  OPEN("open", Kind.OPEN_RELATIONSHIP, Author.WALLET, wallet(), EnumSet.of(ASSURANCE)),
  DELEGATE(
      "delegate",
      Kind.DELEGATE,
      Author.WALLET,
      EnumSet.of(WALLET, CONTROLLER, SCOPE, UNTIL),
      EnumSet.of(CAPACITY, AGENT, Field.DELEGATE, DELEGATE_KEY, POSSESSION)),
  REVOKE_DELEGATION(
      "revoke-delegation",
      Kind.REVOKE_DELEGATION,
      Author.CUSTOMER,
      EnumSet.of(CONTROLLER, DELEGATION),
      EnumSet.of(WALLET, SUBJECT, BY, Field.DELEGATE)),
  REQUEST(
      "request",
      Kind.REQUEST_CONSENT,
      Author.CONTROLLER,
      EnumSet.of(CONTROLLER, PROCESS),
      EnumSet.of(WALLET, SUBJECT, NOTICE)),
  GRANT("grant", Kind.DECIDE_CONSENT, Author.CUSTOMER, decision(), decisionOptions()),
  REFUSE("refuse", Kind.DECIDE_CONSENT, Author.CUSTOMER, decision(), decisionOptions()),
  DEFER("defer", Kind.DECIDE_CONSENT, Author.CUSTOMER, decision(), decisionOptions()),
  WITHDRAW(
      "withdraw",
      Kind.WITHDRAW_CONSENT,
      Author.CUSTOMER,
      EnumSet.of(CONTROLLER, PROCESS),
      EnumSet.of(WALLET, SUBJECT, BY, Field.DELEGATE)),
  REVOKE_CONSENT(
      "revoke-consent",
      Kind.REVOKE_CONSENT,
      Author.CONTROLLER,
      EnumSet.of(CONTROLLER, PROCESS, CODE),
      EnumSet.of(WALLET, SUBJECT)),
  INVALIDATE_CONSENT(
      "invalidate-consent",
      Kind.INVALIDATE_CONSENT,
      Author.CONTROLLER,
      EnumSet.of(CONTROLLER, PROCESS, CODE, BY),
      EnumSet.of(WALLET, SUBJECT)),
  OPT_OUT(
      "opt-out",
      Kind.SET_PREFERENCE,
      Author.CUSTOMER,
      EnumSet.of(CONTROLLER, RIGHT),
      EnumSet.of(WALLET, SUBJECT, SOURCE, BY, Field.DELEGATE)),
  OPT_IN(
      "opt-in",
      Kind.SET_PREFERENCE,
      Author.CUSTOMER,
      EnumSet.of(CONTROLLER, RIGHT),
      EnumSet.of(WALLET, SUBJECT, SOURCE, BY, Field.DELEGATE)),
  RECORD_COLLECTED("record-collected", Kind.DATA_COLLECTED, Author.CONTROLLER, fact(), basis()),
  RECORD_USED("record-used", Kind.DATA_USED, Author.CONTROLLER, fact(), basis()),
  RECORD_DISCLOSED(
      "record-disclosed", Kind.DATA_DISCLOSED, Author.CONTROLLER, disclosure(), basis()),
  RECORD_RECEIVED("record-received", Kind.DATA_RECEIVED, Author.CONTROLLER, receipt(), basis()),
  RECORD_ERASED(
      "record-erased",
      Kind.DATA_ERASED,
      Author.CONTROLLER,
      fact(),
      EnumSet.of(WALLET, SUBJECT, BY, DETAILS)),
  LEGAL_HOLD(
      "legal-hold",
      Kind.LEGAL_HOLD,
      Author.CONTROLLER,
      EnumSet.of(CONTROLLER, ACTION, CODE),
      EnumSet.of(WALLET, SUBJECT, PROCESS, BY)),
  CERTIFY_ERASURE(
      "certify-erasure",
      Kind.ERASURE_CERTIFICATE,
      Author.CONTROLLER,
      EnumSet.of(CONTROLLER, DESTROYED, RESIDUE),
      EnumSet.of(WALLET, SUBJECT, PROCESSES, REQUEST_ID, BY)),
  ROTATE_KEY("rotate-key", Kind.ROTATE_KEY, Author.WALLET, wallet(), EnumSet.noneOf(Field.class)),
  ACKNOWLEDGE(
      "acknowledge",
      Kind.ACKNOWLEDGE,
      Author.CONTROLLER,
      EnumSet.of(CONTROLLER, ACKNOWLEDGES, BY),
      EnumSet.of(WALLET, SUBJECT)),
  REQUEST_DATA(
      "request-data",
      Kind.OPEN_REQUEST,
      Author.CUSTOMER,
      EnumSet.of(CONTROLLER, REGIME, RIGHT),
      EnumSet.of(WALLET, SUBJECT, BY, Field.DELEGATE, DETAILS)),
  REQUEST_STATUS(
      "request-status",
      Kind.REQUEST_STATUS,
      Author.CUSTOMER,
      EnumSet.of(CONTROLLER, Field.REQUEST, STATUS),
      EnumSet.of(WALLET, SUBJECT, REASON, BY, Field.DELEGATE)),
  REVOKE_KEY(
      "revoke-key",
      Kind.REVOKE_KEY,
      Author.WALLET,
      EnumSet.of(WALLET, CONTROLLER, REASON),
      EnumSet.noneOf(Field.class)),
  CHALLENGE(
      "challenge",
      Kind.AUDIT_CHALLENGE,
      Author.ANYBODY,
      EnumSet.of(NONCE),
      EnumSet.of(WALLET, CONTROLLER, BY));

  /** Who signs, and so which keys an instruction needs. */
  enum Author {
    /** The organisation named by {@code party}. */
    PARTY,
    /** The customer, whose wallet must be named; for {@code open} the controller beside them. */
    WALLET,
    /** The controller, or the organisation named by {@code by}. */
    CONTROLLER,
    /**
     * The customer, or on their behalf the organisation that {@code by} names, or the person whose
     * wallet {@code delegate} names.
     */
    CUSTOMER,
    /** The organisation named by {@code by}, or else a customer. */
    ANYBODY
  }

  private final String label;
  private final Kind kind;
  private final Author author;
  private final Set<Field> required;
  private final Set<Field> optional;

  Verb(String label, Kind kind, Author author, Set<Field> required, Set<Field> optional) {
    this.label = label;
    this.kind = kind;
    this.author = author;
    this.required = required;
    this.optional = optional;
  }

  static Verb ofLabel(String label) throws InstructionException {
    for (Verb verb : values()) {
      if (verb.label.equals(label)) {
        return verb;
      }
    }
    throw new InstructionException("do-unknown", "unknown \"do\"; see the list in the manual");
  }

  /** The value of {@code do}. */
  public String label() {
    return label;
  }

  /** The kind of transaction that it becomes. */
  public Kind kind() {
    return kind;
  }

  /** True for what all later lines of a file may build on. */
  public boolean isCatalogue() {
    return author == Author.PARTY;
  }

  /** True for what a customer's stream holds. */
  boolean isAboutCustomer() {
    return author != Author.PARTY && author != Author.ANYBODY;
  }

  Author author() {
    return author;
  }

  boolean takes(Field field) {
    return required.contains(field) || optional.contains(field);
  }

  Set<Field> required() {
    return required;
  }

  private static Set<Field> wallet() {
    return EnumSet.of(WALLET, CONTROLLER);
  }

  private static Set<Field> decision() {
    return EnumSet.of(CONTROLLER, PROCESS);
  }

  private static Set<Field> decisionOptions() {
    return EnumSet.of(
        WALLET,
        SUBJECT,
        NOTICE,
        LANGUAGE,
        DATA_CATEGORIES,
        RECIPIENTS,
        VALID_UNTIL,
        BY,
        Field.DELEGATE,
        DETAILS);
  }

  private static Set<Field> fact() {
    return EnumSet.of(CONTROLLER, PROCESS, DATA_CATEGORIES);
  }

  private static Set<Field> disclosure() {
    return EnumSet.of(CONTROLLER, PROCESS, DATA_CATEGORIES, RECIPIENT, DISCLOSURE);
  }

  private static Set<Field> receipt() {
    return EnumSet.of(CONTROLLER, PROCESS, DATA_CATEGORIES, SOURCE);
  }

  private static Set<Field> basis() {
    return EnumSet.of(WALLET, SUBJECT, BY, RELIES_ON, DETAILS);
  }
}
