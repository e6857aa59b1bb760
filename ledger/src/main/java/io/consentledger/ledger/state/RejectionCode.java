package io.consentledger.ledger.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a rule refuses a transaction. Codes are stable; each stands in docs/reference/codes.md. */
public enum RejectionCode {
  SIGNER_UNKNOWN("Register the key first: a customer's key by opening a relationship."),
  SIGNER_NOT_CONTROLLER("Sign with the key of the controller that the payload names."),
  SIGNER_NOT_SUBJECT("Let the customer's own key sign: nobody else gives consent or opts in."),
  SIGNER_NOT_AUTHORITY("Let an organisation sign that has the role AUTHORITY."),
  SIGNER_NOT_AUTHORISED("Sign with a key that may do this: docs/reference/kinds.md says whose."),
  KEY_REVOKED(
      "The key counts no longer; let the controller relay, or open a relationship with a new key."),
  KEY_SUPERSEDED("Sign with the customer's current key; `consent wallet refresh` finds it."),
  KEY_NOT_REVOCABLE(
      "Only a customer's key is revoked so; the members agree on organisations' keys."),
  PARTY_UNKNOWN("Name an organisation of the genesis file as the controller."),
  PARTY_NOT_AGENT("Name an organisation with the role AGENT, or a person's key."),
  DELEGATE_IS_CONTROLLER("Let somebody else than the controller act for the customer."),
  DELEGATION_UNKNOWN("Name the transaction of a Delegate of this customer."),
  DELEGATION_ENDED("Let the customer sign, or delegate anew."),
  DELEGATION_SCOPE("Let the customer sign, or delegate with this in its scope."),
  PARTY_NOT_CONTROLLER("Only an organisation with the role CONTROLLER can do this."),
  VERSION_NOT_NEWER("Use a version number above the newest one."),
  NOTICE_UNKNOWN("Publish this version of the notice first."),
  NOTICE_MISMATCH("Name the notice that the process version declares."),
  LANGUAGE_NOT_OFFERED("Use a language in which the notice version was published."),
  TERM_UNKNOWN("Use a term of the vocabulary that the genesis file names, spelled exactly."),
  EXPLICIT_CONSENT_REQUIRED(
      "Declare explicit consent or an Article 9(2) basis for sensitive data."),
  SUBJECT_REF_MISMATCH("Derive the reference from the network, the controller and the key."),
  RELATIONSHIP_EXISTS("Use the relationship that is open already."),
  KEY_ALREADY_REGISTERED("Use a fresh key for each relationship."),
  RELATIONSHIP_UNKNOWN("Open the relationship first."),
  CONTROLLER_MISMATCH("Name the controller with whom this relationship was opened."),
  PROCESS_UNKNOWN("Declare this version of the process first."),
  PROCESS_SUPERSEDED("Use the newest version of the process, and show its notice."),
  CONSENT_NOT_APPLICABLE("Ask for consent only where consent is the declared legal basis."),
  CATEGORY_NOT_DECLARED("Grant only categories that the process version declares."),
  RECIPIENT_NOT_DECLARED("Grant only for recipients that the process version declares."),
  VALIDITY_PAST("Set an end of validity that is after the time of the block."),
  VALIDITY_TOO_LONG("Set an end of validity within ten years."),
  CONSENT_NOT_GIVEN("Nothing to end: no consent to this process stands."),
  OPT_IN_TOO_SOON("Wait until twelve months have passed since the opt-out."),
  HOLD_NOT_PLACED("Nothing to lift: only who placed a hold lifts it."),
  REQUEST_UNKNOWN("Name a request that this customer made: the transaction that opened it."),
  REQUEST_CLOSED("Nothing to add: the request is over. Open a new one where it goes on."),
  REQUEST_STATUS_ORDER("Confirm a request first and once; extend it once."),
  NOTHING_TO_ACKNOWLEDGE("Name a withdrawal, opt-out or the like of this customer."),
  ACKNOWLEDGED_ALREADY("Nothing to do: once is enough.");

  private final String action;
  private final String code;

  RejectionCode(String action) {
    this.action = action;
    this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code with this spelling, where there is one. */
  public static Optional<RejectionCode> ofCode(String code) {
    return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
  }

  /** The stable spelling, such as {@code signer-not-subject}. */
  public String code() {
    return code;
  }

  /** What the author can do next, in a sentence. */
  public String action() {
    return action;
  }
}
