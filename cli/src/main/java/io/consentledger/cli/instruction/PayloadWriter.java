package io.consentledger.cli.instruction;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Parties;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Delegate;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.InvalidationGround;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.RequestConsent;
import io.consentledger.ledger.model.RevocationGround;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.RevokeDelegation;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns an instruction into the payload that it means. */
final class PayloadWriter {
  /** What a grant lasts where it doesn't say: a year. */
  private static final Duration GRANT_VALIDITY = Duration.ofDays(365);

  private static final Set<Field> OF_A_GRANT =
      EnumSet.of(Field.DATA_CATEGORIES, Field.RECIPIENTS, Field.VALID_UNTIL);

  private final Parties parties;
  private final Catalogue catalogue;
  private final InstantSource clock;

  PayloadWriter(Parties parties, Catalogue catalogue, InstantSource clock) {
    this.parties = parties;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * @param subject the customer's pseudonym; a placeholder is good for a check
   */
  Payload write(Instruction what, Salt salt, SubjectRef subject)
      throws CliException, InstructionException {
    Draft draft = new Draft(what, salt, parties.idOf(what.organisation()), subject);
    return switch (what.verb()) {
      case PUBLISH_NOTICE -> CataloguePayloads.notice(draft);
      case DECLARE_PROCESS -> declared(CataloguePayloads.process(draft), what);
      case PUBLISH_HOLIDAYS -> CataloguePayloads.holidays(draft);
      case OPEN, ROTATE_KEY, REVOKE_KEY ->
          throw new AssertionError(what.verb().label() + " is made from the customer's key");
      case DELEGATE -> delegation(what, salt, draft.party(), subject, Optional.empty());
      case REVOKE_DELEGATION ->
          new RevokeDelegation(salt, draft.party(), subject, draft.txId(Field.DELEGATION));
      case CHALLENGE -> new AuditChallenge(salt, Digest.fromHex(what.text(Field.NONCE)));
      case ACKNOWLEDGE ->
          new Acknowledge(salt, draft.party(), subject, draft.txId(Field.ACKNOWLEDGES));
      case REQUEST ->
          new RequestConsent(salt, draft.party(), subject, draft.process(), notice(draft));
      case GRANT -> decision(draft, DecisionCode.GIVEN);
      case REFUSE -> decision(draft, DecisionCode.REFUSED);
      case DEFER -> decision(draft, DecisionCode.DEFERRED);
      case WITHDRAW -> new WithdrawConsent(salt, draft.party(), subject, draft.processId());
      case REVOKE_CONSENT ->
          new RevokeConsent(
              salt,
              draft.party(),
              subject,
              draft.processId(),
              what.code(RevocationGround.class, Field.CODE));
      case INVALIDATE_CONSENT ->
          new InvalidateConsent(
              salt,
              draft.party(),
              subject,
              draft.processId(),
              what.code(InvalidationGround.class, Field.CODE));
      case OPT_OUT -> preference(draft, PreferenceValue.OPTED_OUT);
      case OPT_IN -> preference(draft, PreferenceValue.OPTED_IN);
      case REQUEST_DATA -> DutyPayloads.request(draft);
      case REQUEST_STATUS -> DutyPayloads.status(draft);
      case LEGAL_HOLD -> DutyPayloads.hold(draft);
      case CERTIFY_ERASURE -> DutyPayloads.certificate(draft);
      case RECORD_COLLECTED -> FactPayloads.collected(draft);
      case RECORD_USED -> FactPayloads.used(draft);
      case RECORD_DISCLOSED -> FactPayloads.disclosed(draft);
      case RECORD_RECEIVED -> FactPayloads.received(draft);
      case RECORD_ERASED -> FactPayloads.erased(draft);
    };
  }

  /**
   * @param person the key of the person who is appointed; empty where it is an organisation
   */
  Payload delegation(
      Instruction what,
      Salt salt,
      PartyId controller,
      SubjectRef subject,
      Optional<SigningKey> person)
      throws CliException, InstructionException {
    DelegationCapacity capacity = what.codeOr(DelegationCapacity.AGENT, Field.CAPACITY);
    List<DelegationScope> scope = what.codes(DelegationScope.class, Field.SCOPE);
    long untilMs = FieldRules.millisOf(what.text(Field.UNTIL), Field.UNTIL);
    if (person.isPresent()) {
      return Delegate.toPerson(
          parties.networkId(), salt, controller, subject, capacity, person.get(), scope, untilMs);
    }
    if (what.has(Field.DELEGATE_KEY)) {
      return handedOver(what, salt, controller, subject, capacity, scope, untilMs);
    }
    // Of a person whose wallet isn't open yet, the rest can be checked in an organisation's stead.
    String agent = what.has(Field.AGENT) ? parties.named(what.text(Field.AGENT)).name() : "person";
    return Delegate.toOrganisation(salt, controller, subject, capacity, agent, scope, untilMs);
  }

  // Whether the possession is that key's, the nodes judge: this may be a check without the wallet.
  private static Payload handedOver(
      Instruction what,
      Salt salt,
      PartyId controller,
      SubjectRef subject,
      DelegationCapacity capacity,
      List<DelegationScope> scope,
      long untilMs)
      throws InstructionException {
    try {
      VerifyingKey key =
          VerifyingKey.of(Algorithm.ED25519, Bytes.fromHex(what.text(Field.DELEGATE_KEY)));
      Signature possession = new Signature(Bytes.fromHex(what.text(Field.POSSESSION)));
      return Delegate.toPerson(
          salt, controller, subject, capacity, key, possession, scope, untilMs);
    } catch (CryptoException refused) {
      throw new InstructionException(
          "field-malformed", "'delegateKey' must be an acceptable Ed25519 key");
    }
  }

  private DeclareProcess declared(DeclareProcess process, Instruction what) {
    catalogue.declared(
        what.organisation(),
        process.ref(),
        new Catalogue.Declared(process.notice(), process.dataCategories()));
    return process;
  }

  private Payload decision(Draft draft, DecisionCode decision)
      throws CliException, InstructionException {
    Instruction what = draft.what();
    boolean given = decision == DecisionCode.GIVEN;
    if (!given && OF_A_GRANT.stream().anyMatch(what::has)) {
      throw new InstructionException(
          "field-unknown",
          what.verb().label()
              + " grants nothing: no 'dataCategories', no 'recipients', no 'validUntil'");
    }
    List<String> recipients = what.texts(Field.RECIPIENTS);
    if (what.has(Field.RECIPIENTS) && recipients.isEmpty()) {
      throw new InstructionException(
          "field-malformed", "'recipients' must name somebody, or be left out: then all are meant");
    }
    return new DecideConsent(
        draft.salt(),
        draft.party(),
        draft.subject(),
        decision,
        draft.process(),
        notice(draft),
        what.optional(Field.LANGUAGE).orElse("en"),
        given ? granted(draft) : List.of(),
        given ? validUntilMillis(what) : 0,
        recipients,
        draft.details());
  }

  private List<String> granted(Draft draft) throws CliException {
    Instruction what = draft.what();
    return what.has(Field.DATA_CATEGORIES)
        ? draft.categories()
        : catalogue.process(what.organisation(), draft.process()).dataCategories();
  }

  private static Payload preference(Draft draft, PreferenceValue value)
      throws InstructionException {
    return new SetPreference(
        draft.salt(),
        draft.party(),
        draft.subject(),
        draft.what().code(Right.class, Field.RIGHT),
        value,
        draft.what().codeOr(PreferenceSource.FORM, Field.SOURCE));
  }

  private NoticeRef notice(Draft draft) throws CliException {
    Optional<String> written = draft.what().optional(Field.NOTICE);
    return written.isPresent()
        ? NoticeRef.ofText(written.get())
        : catalogue.process(draft.what().organisation(), draft.process()).notice();
  }

  private long validUntilMillis(Instruction what) throws InstructionException {
    return what.has(Field.VALID_UNTIL)
        ? FieldRules.millisOf(what.text(Field.VALID_UNTIL), Field.VALID_UNTIL)
        : clock.instant().plus(GRANT_VALIDITY).toEpochMilli();
  }
}
