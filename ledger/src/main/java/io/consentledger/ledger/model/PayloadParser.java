package io.consentledger.ledger.model;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One method per kind: the fields in the order of docs/spec/payloads.md. */
final class PayloadParser {
  private PayloadParser() {}

  static Payload read(Kind kind, Fields f) {
    return switch (kind) {
      case PUBLISH_NOTICE -> publishNotice(f);
      case DECLARE_PROCESS -> declareProcess(f);
      case OPEN_RELATIONSHIP -> openRelationship(f);
      case ROTATE_KEY ->
          new RotateKey(
              salt(f),
              controller(f),
              subject(f),
              key("newKey", f.object("newKey")),
              new Signature(f.hex("possession")));
      case DELEGATE -> delegate(f);
      case REVOKE_DELEGATION ->
          new RevokeDelegation(
              salt(f), controller(f), subject(f), new TxId(f.digest("delegation")));
      case REQUEST_CONSENT ->
          new RequestConsent(
              salt(f), controller(f), subject(f), f.process("process"), f.notice("notice"));
      case DECIDE_CONSENT -> decideConsent(f);
      case WITHDRAW_CONSENT ->
          new WithdrawConsent(salt(f), controller(f), subject(f), f.text("processId"));
      case REVOKE_CONSENT ->
          new RevokeConsent(
              salt(f),
              controller(f),
              subject(f),
              f.text("processId"),
              f.code("code", RevocationGround.class));
      case INVALIDATE_CONSENT ->
          new InvalidateConsent(
              salt(f),
              controller(f),
              subject(f),
              f.text("processId"),
              f.code("code", InvalidationGround.class));
      case SET_PREFERENCE ->
          new SetPreference(
              salt(f),
              controller(f),
              subject(f),
              f.code("right", Right.class),
              f.code("value", PreferenceValue.class),
              f.code("source", PreferenceSource.class));
      case DATA_COLLECTED ->
          new DataCollected(
              salt(f),
              controller(f),
              subject(f),
              f.process("process"),
              f.texts("dataCategories"),
              reliesOn(f),
              details(f));
      case DATA_USED ->
          new DataUsed(
              salt(f),
              controller(f),
              subject(f),
              f.process("process"),
              f.texts("dataCategories"),
              reliesOn(f),
              details(f));
      case DATA_DISCLOSED -> dataDisclosed(f);
      case DATA_RECEIVED -> dataReceived(f);
      case DATA_ERASED ->
          new DataErased(
              salt(f),
              controller(f),
              subject(f),
              f.process("process"),
              f.texts("dataCategories"),
              details(f));
      case LEGAL_HOLD ->
          new LegalHold(
              salt(f),
              controller(f),
              subject(f),
              f.has("processId") ? f.text("processId") : null,
              f.code("action", HoldAction.class),
              f.code("code", HoldGround.class));
      case ERASURE_CERTIFICATE ->
          new ErasureCertificate(
              salt(f),
              controller(f),
              subject(f),
              f.has("processIds") ? f.textsAtLeastOne("processIds") : List.of(),
              f.codes("destroyed", Destroyed.class),
              f.code("residue", Residue.class),
              f.has("requestId") ? new TxId(f.digest("requestId")) : null);
      case OPEN_REQUEST ->
          new OpenRequest(
              salt(f),
              controller(f),
              subject(f),
              f.code("regime", Regime.class),
              f.code("right", RequestRight.class),
              details(f));
      case REQUEST_STATUS -> requestStatus(f);
      case PUBLISH_HOLIDAYS -> publishHolidays(f);
      case AUDIT_CHALLENGE -> new AuditChallenge(salt(f), f.digest("nonce"));
      case REVOKE_KEY ->
          new RevokeKey(
              salt(f), new KeyId(f.digest("keyId")), f.code("reason", RevocationReason.class));
      case ACKNOWLEDGE ->
          new Acknowledge(salt(f), controller(f), subject(f), new TxId(f.digest("acknowledges")));
    };
  }

  private static PublishNotice publishNotice(Fields f) {
    return new PublishNotice(
        salt(f),
        controller(f),
        f.text("noticeId"),
        f.smallInteger("version"),
        f.texts("languages"),
        f.text("uri"),
        f.digest("contentHash"));
  }

  private static DeclareProcess declareProcess(Fields f) {
    return new DeclareProcess(
        salt(f),
        controller(f),
        f.text("processId"),
        f.smallInteger("version"),
        f.notice("notice"),
        f.texts("purposes"),
        f.text("legalBasis"),
        f.texts("dataCategories"),
        f.texts("recipients"),
        f.texts("storageLocations"),
        f.smallInteger("retentionDays"),
        f.text("jurisdiction"),
        f.codes("flags", ProcessFlag.class));
  }

  private static OpenRelationship openRelationship(Fields f) {
    return new OpenRelationship(
        salt(f),
        controller(f),
        subject(f),
        key("subjectKey", f.object("subjectKey")),
        f.code("assurance", Assurance.class),
        new Signature(f.hex("proof")));
  }

  private static Delegate delegate(Fields f) {
    boolean organisation = f.has("agent");
    return new Delegate(
        salt(f),
        controller(f),
        subject(f),
        f.code("capacity", DelegationCapacity.class),
        organisation ? f.text("agent") : null,
        organisation ? null : key("agentKey", f.object("agentKey")),
        organisation ? null : new Signature(f.hex("possession")),
        f.codes("scope", DelegationScope.class),
        f.integer("untilMs"));
  }

  private static DecideConsent decideConsent(Fields f) {
    return new DecideConsent(
        salt(f),
        controller(f),
        subject(f),
        f.code("decision", DecisionCode.class),
        f.process("process"),
        f.notice("notice"),
        f.text("language"),
        f.texts("dataCategories"),
        f.integer("validUntilMs"),
        f.has("recipients") ? f.textsAtLeastOne("recipients") : List.of(),
        details(f));
  }

  private static DataDisclosed dataDisclosed(Fields f) {
    return new DataDisclosed(
        salt(f),
        controller(f),
        subject(f),
        f.process("process"),
        f.texts("dataCategories"),
        f.text("recipient"),
        f.code("disclosure", Disclosure.class),
        reliesOn(f),
        details(f));
  }

  private static DataReceived dataReceived(Fields f) {
    return new DataReceived(
        salt(f),
        controller(f),
        subject(f),
        f.process("process"),
        f.texts("dataCategories"),
        f.text("source"),
        reliesOn(f),
        details(f));
  }

  private static RequestStatus requestStatus(Fields f) {
    return new RequestStatus(
        salt(f),
        controller(f),
        subject(f),
        new TxId(f.digest("requestId")),
        f.code("status", RequestStatusCode.class),
        f.has("reason") ? f.code("reason", RequestReason.class) : null);
  }

  private static PublishHolidays publishHolidays(Fields f) {
    return new PublishHolidays(
        salt(f),
        new PartyId(f.digest("partyId")),
        HolidayCalendar.ofCode("calendar", f.text("calendar")),
        f.smallInteger("year"),
        f.smallInteger("version"),
        f.texts("days"));
  }

  private static VerifyingKey key(String field, Fields f) {
    int code = f.smallInteger("alg");
    Algorithm algorithm =
        Algorithm.ofCode(code)
            .orElseThrow(
                () -> new InvalidFieldException(field + ".alg", code + " is no known algorithm"));
    try {
      VerifyingKey key = VerifyingKey.of(algorithm, f.hex("key", algorithm.publicKeySizeBytes()));
      f.end();
      return key;
    } catch (CryptoException refused) {
      throw new InvalidFieldException(field + ".key", "is not an acceptable public key");
    }
  }

  private static Salt salt(Fields f) {
    return new Salt(f.hex("salt", Limits.SALT_SIZE_BYTES));
  }

  private static PartyId controller(Fields f) {
    return new PartyId(f.digest("controllerId"));
  }

  private static SubjectRef subject(Fields f) {
    return new SubjectRef(f.digest("subjectRef"));
  }

  private static @Nullable TxId reliesOn(Fields f) {
    return f.has("reliesOn") ? new TxId(f.digest("reliesOn")) : null;
  }

  private static @Nullable Digest details(Fields f) {
    return f.has("details") ? f.digest("details") : null;
  }
}
