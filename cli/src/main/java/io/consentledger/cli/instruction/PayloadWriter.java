package io.consentledger.cli.instruction;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Parties;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.model.Acknowledge;
import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.AuditChallenge;
import io.consentledger.ledger.model.DataCollected;
import io.consentledger.ledger.model.DataDisclosed;
import io.consentledger.ledger.model.DataErased;
import io.consentledger.ledger.model.DataReceived;
import io.consentledger.ledger.model.DataUsed;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.DecisionCode;
import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.Destroyed;
import io.consentledger.ledger.model.Disclosure;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.HoldAction;
import io.consentledger.ledger.model.HoldGround;
import io.consentledger.ledger.model.HolidayCalendar;
import io.consentledger.ledger.model.InvalidateConsent;
import io.consentledger.ledger.model.InvalidationGround;
import io.consentledger.ledger.model.LegalHold;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.OpenRequest;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.ProcessFlag;
import io.consentledger.ledger.model.ProcessRef;
import io.consentledger.ledger.model.PublishHolidays;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestConsent;
import io.consentledger.ledger.model.RequestReason;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.RequestStatus;
import io.consentledger.ledger.model.RequestStatusCode;
import io.consentledger.ledger.model.Residue;
import io.consentledger.ledger.model.RevocationGround;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.model.RevokeConsent;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.model.Salt;
import io.consentledger.ledger.model.SetPreference;
import io.consentledger.ledger.model.WithdrawConsent;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns an instruction into the payload that it means. */
final class PayloadWriter {
  /** What a grant lasts where it doesn't say: a year. */
  private static final Duration GRANT_VALIDITY = Duration.ofDays(365);

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
    PartyId controller = parties.idOf(what.organisation());
    return switch (what.verb()) {
      case PUBLISH_NOTICE -> notice(what, salt, controller);
      case DECLARE_PROCESS -> process(what, salt, controller);
      case OPEN, ROTATE_KEY, REVOKE_KEY ->
          throw new AssertionError(what.verb().label() + " is made from the customer's key");
      case CHALLENGE -> new AuditChallenge(salt, Digest.fromHex(what.text(Field.NONCE)));
      case ACKNOWLEDGE ->
          new Acknowledge(salt, controller, subject, TxId.fromHex(what.text(Field.ACKNOWLEDGES)));
      case PUBLISH_HOLIDAYS -> holidays(what, salt, controller);
      case REQUEST_DATA ->
          new OpenRequest(
              salt,
              controller,
              subject,
              code(Regime.class, what, Field.REGIME),
              code(RequestRight.class, what, Field.RIGHT),
              details(what));
      case REQUEST_STATUS -> status(what, salt, controller, subject);
      case RECORD_RECEIVED ->
          new DataReceived(
              salt,
              controller,
              subject,
              ref(what),
              categories(what),
              what.text(Field.SOURCE),
              reliesOn(what),
              details(what));
      case REQUEST -> request(what, salt, controller, subject);
      case GRANT -> decision(what, salt, controller, subject, DecisionCode.GIVEN);
      case REFUSE -> decision(what, salt, controller, subject, DecisionCode.REFUSED);
      case DEFER -> decision(what, salt, controller, subject, DecisionCode.DEFERRED);
      case WITHDRAW -> new WithdrawConsent(salt, controller, subject, processId(what));
      case REVOKE_CONSENT ->
          new RevokeConsent(
              salt,
              controller,
              subject,
              processId(what),
              code(RevocationGround.class, what, Field.CODE));
      case INVALIDATE_CONSENT ->
          new InvalidateConsent(
              salt,
              controller,
              subject,
              processId(what),
              code(InvalidationGround.class, what, Field.CODE));
      case LEGAL_HOLD ->
          new LegalHold(
              salt,
              controller,
              subject,
              what.has(Field.PROCESS) ? processId(what) : null,
              code(HoldAction.class, what, Field.ACTION),
              code(HoldGround.class, what, Field.CODE));
      case CERTIFY_ERASURE -> certificate(what, salt, controller, subject);
      case OPT_OUT -> preference(what, salt, controller, subject, PreferenceValue.OPTED_OUT);
      case OPT_IN -> preference(what, salt, controller, subject, PreferenceValue.OPTED_IN);
      case RECORD_COLLECTED ->
          new DataCollected(
              salt,
              controller,
              subject,
              ref(what),
              categories(what),
              reliesOn(what),
              details(what));
      case RECORD_USED ->
          new DataUsed(
              salt,
              controller,
              subject,
              ref(what),
              categories(what),
              reliesOn(what),
              details(what));
      case RECORD_DISCLOSED -> disclosed(what, salt, controller, subject);
      case RECORD_ERASED ->
          new DataErased(salt, controller, subject, ref(what), categories(what), details(what));
    };
  }

  static Assurance assurance(Instruction what) throws InstructionException {
    return what.has(Field.ASSURANCE)
        ? code(Assurance.class, what, Field.ASSURANCE)
        : Assurance.SUBJECT_HELD;
  }

  static RevocationReason reason(Instruction what) throws InstructionException {
    return code(RevocationReason.class, what, Field.REASON);
  }

  private static Payload notice(Instruction what, Salt salt, PartyId controller) {
    return new PublishNotice(
        salt,
        controller,
        what.text(Field.NOTICE_ID),
        what.number(Field.VERSION),
        what.texts(Field.LANGUAGES),
        what.text(Field.URI),
        Digest.fromHex(what.text(Field.CONTENT_HASH)));
  }

  private static Payload holidays(Instruction what, Salt salt, PartyId authority) {
    return new PublishHolidays(
        salt,
        authority,
        HolidayCalendar.ofCode("calendar", what.text(Field.CALENDAR)),
        what.number(Field.YEAR),
        what.number(Field.VERSION),
        what.texts(Field.DAYS));
  }

  private static Payload status(Instruction what, Salt salt, PartyId controller, SubjectRef subject)
      throws InstructionException {
    return new RequestStatus(
        salt,
        controller,
        subject,
        TxId.fromHex(what.text(Field.REQUEST)),
        code(RequestStatusCode.class, what, Field.STATUS),
        what.has(Field.REASON) ? code(RequestReason.class, what, Field.REASON) : null);
  }

  private Payload process(Instruction what, Salt salt, PartyId controller)
      throws InstructionException {
    List<ProcessFlag> flags = new ArrayList<>();
    for (String flag : what.texts(Field.FLAGS)) {
      flags.add(codeOf(ProcessFlag.class, flag, Field.FLAGS));
    }
    DeclareProcess declared =
        new DeclareProcess(
            salt,
            controller,
            what.text(Field.PROCESS_ID),
            what.number(Field.VERSION),
            NoticeRef.ofText(what.text(Field.NOTICE)),
            what.texts(Field.PURPOSES),
            what.text(Field.LEGAL_BASIS),
            categories(what),
            what.texts(Field.RECIPIENTS),
            what.texts(Field.STORAGE_LOCATIONS),
            what.number(Field.RETENTION_DAYS),
            what.text(Field.JURISDICTION),
            flags);
    catalogue.declared(
        what.organisation(),
        declared.ref(),
        new Catalogue.Declared(declared.notice(), declared.dataCategories()));
    return declared;
  }

  private Payload request(Instruction what, Salt salt, PartyId controller, SubjectRef subject)
      throws CliException {
    return new RequestConsent(salt, controller, subject, ref(what), noticeOf(what));
  }

  private Payload decision(
      Instruction what, Salt salt, PartyId controller, SubjectRef subject, DecisionCode decision)
      throws CliException, InstructionException {
    boolean given = decision == DecisionCode.GIVEN;
    if (!given && (what.has(Field.DATA_CATEGORIES) || what.has(Field.VALID_UNTIL))) {
      throw new InstructionException(
          "field-unknown",
          what.verb().label() + " grants nothing: no 'dataCategories', no 'validUntil'");
    }
    List<String> categories = List.of();
    if (given) {
      categories =
          what.has(Field.DATA_CATEGORIES)
              ? categories(what)
              : catalogue.process(what.organisation(), ref(what)).dataCategories();
    }
    return new DecideConsent(
        salt,
        controller,
        subject,
        decision,
        ref(what),
        noticeOf(what),
        what.optional(Field.LANGUAGE).orElse("en"),
        categories,
        given ? validUntilMillis(what) : 0,
        details(what));
  }

  private static Payload preference(
      Instruction what, Salt salt, PartyId controller, SubjectRef subject, PreferenceValue value)
      throws InstructionException {
    PreferenceSource source =
        what.has(Field.SOURCE)
            ? code(PreferenceSource.class, what, Field.SOURCE)
            : PreferenceSource.FORM;
    return new SetPreference(
        salt, controller, subject, code(Right.class, what, Field.RIGHT), value, source);
  }

  private static Payload disclosed(
      Instruction what, Salt salt, PartyId controller, SubjectRef subject)
      throws InstructionException {
    return new DataDisclosed(
        salt,
        controller,
        subject,
        ref(what),
        categories(what),
        what.text(Field.RECIPIENT),
        code(Disclosure.class, what, Field.DISCLOSURE),
        reliesOn(what),
        details(what));
  }

  private static Payload certificate(
      Instruction what, Salt salt, PartyId controller, SubjectRef subject)
      throws InstructionException {
    List<Destroyed> destroyed = new ArrayList<>();
    for (String item : what.texts(Field.DESTROYED)) {
      destroyed.add(codeOf(Destroyed.class, item, Field.DESTROYED));
    }
    return new ErasureCertificate(
        salt,
        controller,
        subject,
        what.texts(Field.PROCESSES),
        destroyed,
        code(Residue.class, what, Field.RESIDUE),
        what.has(Field.REQUEST_ID) ? TxId.fromHex(what.text(Field.REQUEST_ID)) : null);
  }

  private NoticeRef noticeOf(Instruction what) throws CliException {
    Optional<String> written = what.optional(Field.NOTICE);
    return written.isPresent()
        ? NoticeRef.ofText(written.get())
        : catalogue.process(what.organisation(), ref(what)).notice();
  }

  private long validUntilMillis(Instruction what) throws InstructionException {
    return what.has(Field.VALID_UNTIL)
        ? FieldRules.millisOf(what.text(Field.VALID_UNTIL))
        : clock.instant().plus(GRANT_VALIDITY).toEpochMilli();
  }

  private static List<String> categories(Instruction what) {
    return what.texts(Field.DATA_CATEGORIES);
  }

  private static ProcessRef ref(Instruction what) {
    return ProcessRef.ofText(what.text(Field.PROCESS));
  }

  // What ends a consent ends the consent to every version, so that the version may be left out.
  private static String processId(Instruction what) {
    String text = what.text(Field.PROCESS);
    return text.indexOf('@') < 0 ? text : ProcessRef.ofText(text).id();
  }

  private static @Nullable TxId reliesOn(Instruction what) {
    return what.has(Field.RELIES_ON) ? TxId.fromHex(what.text(Field.RELIES_ON)) : null;
  }

  private static @Nullable Digest details(Instruction what) {
    return what.has(Field.DETAILS) ? Digest.fromHex(what.text(Field.DETAILS)) : null;
  }

  private static <E extends Enum<E>> E code(Class<E> type, Instruction what, Field field)
      throws InstructionException {
    return codeOf(type, what.text(field), field);
  }

  private static <E extends Enum<E>> E codeOf(Class<E> type, String text, Field field)
      throws InstructionException {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
      names.add(constant.name());
    }
    throw new InstructionException(
        "field-malformed", "'" + field.json() + "' must be one of " + String.join(", ", names));
  }
}
