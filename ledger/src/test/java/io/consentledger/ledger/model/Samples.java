package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One payload of every kind: the worked examples of docs/spec/payloads.md. */
public final class Samples {
  public static final NetworkId NETWORK = new NetworkId(Digest.of(Bytes.utf8("example network")));
  static final Salt SALT = new Salt(Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));
  static final SigningKey SUBJECT_KEY = key("subject");
  static final PartyId CONTROLLER = PartyId.of(key("controller").verifyingKey().id());
  static final SubjectRef SUBJECT = SubjectRef.of(NETWORK, CONTROLLER, SUBJECT_KEY.verifyingKey());
  static final ProcessRef PROCESS = new ProcessRef("loyalty", 1);
  static final NoticeRef NOTICE = new NoticeRef("privacy", 1);
  static final List<String> DATA = List.of("Preference", "Purchase");
  static final TxId GRANT = new TxId(Digest.of(Bytes.utf8("example grant")));
  static final TxId WITHDRAWAL = new TxId(Digest.of(Bytes.utf8("example withdrawal")));

  static final TxId REQUEST = new TxId(Digest.of(Bytes.utf8("example request")));

  private Samples() {}

  /** By kind, in the order of the codes. */
  public static Map<Kind, Payload> all() {
    Map<Kind, Payload> all = new EnumMap<>(Kind.class);
    for (Payload payload :
        List.of(
            new PublishNotice(
                SALT,
                CONTROLLER,
                "privacy",
                1,
                List.of("en", "fr"),
                "https://retailer.example/privacy/1",
                Digest.of(Bytes.utf8("example notice"))),
            new DeclareProcess(
                SALT,
                CONTROLLER,
                "loyalty",
                1,
                NOTICE,
                List.of("PersonalisedBenefits"),
                "Consent",
                DATA,
                List.of("insurer"),
                List.of("FR"),
                365,
                "FR",
                List.of(ProcessFlag.SALE, ProcessFlag.CHILD)),
            OpenRelationship.prove(NETWORK, SALT, CONTROLLER, SUBJECT_KEY, Assurance.SUBJECT_HELD),
            RotateKey.prove(NETWORK, SALT, CONTROLLER, SUBJECT, key("customer, next")),
            new RequestConsent(SALT, CONTROLLER, SUBJECT, PROCESS, NOTICE),
            new DecideConsent(
                SALT,
                CONTROLLER,
                SUBJECT,
                DecisionCode.GIVEN,
                PROCESS,
                NOTICE,
                "en",
                DATA,
                1_800_000_000_000L),
            new WithdrawConsent(SALT, CONTROLLER, SUBJECT, "loyalty"),
            new RevokeConsent(SALT, CONTROLLER, SUBJECT, "loyalty", RevocationGround.PROCESS_ENDED),
            new InvalidateConsent(
                SALT, CONTROLLER, SUBJECT, "loyalty", InvalidationGround.NOT_INFORMED),
            new SetPreference(
                SALT,
                CONTROLLER,
                SUBJECT,
                Right.SALE,
                PreferenceValue.OPTED_OUT,
                PreferenceSource.GPC),
            new DataCollected(SALT, CONTROLLER, SUBJECT, PROCESS, DATA, null),
            new DataUsed(
                SALT,
                CONTROLLER,
                SUBJECT,
                PROCESS,
                DATA,
                GRANT,
                Digest.of(Bytes.utf8("example commitment"))),
            new DataDisclosed(
                SALT,
                CONTROLLER,
                SUBJECT,
                PROCESS,
                List.of("Purchase"),
                "insurer",
                Disclosure.SALE,
                GRANT),
            new DataReceived(SALT, CONTROLLER, SUBJECT, PROCESS, DATA, "insurer", null),
            new DataErased(SALT, CONTROLLER, SUBJECT, PROCESS, DATA),
            new OpenRequest(SALT, CONTROLLER, SUBJECT, Regime.CCPA, RequestRight.DELETE),
            new RequestStatus(
                SALT,
                CONTROLLER,
                SUBJECT,
                REQUEST,
                RequestStatusCode.DENIED,
                RequestReason.EXCEPTION),
            new LegalHold(
                SALT, CONTROLLER, SUBJECT, "loyalty", HoldAction.PLACED, HoldGround.LEGAL_CLAIM),
            new ErasureCertificate(
                SALT,
                CONTROLLER,
                SUBJECT,
                List.of("loyalty", "offers"),
                List.of(Destroyed.DETAILS, Destroyed.KEYS),
                Residue.LEDGER_ENTRIES,
                GRANT),
            new AuditChallenge(SALT, Digest.of(Bytes.utf8("example nonce"))),
            new RevokeKey(SALT, SUBJECT_KEY.verifyingKey().id(), RevocationReason.COMPROMISED),
            new Acknowledge(SALT, CONTROLLER, SUBJECT, WITHDRAWAL),
            new PublishHolidays(
                SALT,
                CONTROLLER,
                HolidayCalendar.US_CA,
                2026,
                1,
                List.of("2026-07-03", "2026-11-26")))) {
      all.put(payload.kind(), payload);
    }
    return all;
  }

  static Payload of(Kind kind) {
    Payload payload = all().get(kind);
    if (payload == null) {
      throw new AssertionError("no sample of " + kind);
    }
    return payload;
  }

  /** A fresh copy of the JSON form, to spoil. */
  static ObjectNode json(Kind kind) {
    return of(kind).toJson();
  }

  private static SigningKey key(String seed) {
    byte[] secret = Digest.of(Bytes.utf8("example key " + seed)).bytes().toArray();
    return SigningKey.fromSecret(Algorithm.ED25519, SecretBytes.owning(secret));
  }
}
