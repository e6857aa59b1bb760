package io.consentledger.ledger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TransactionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {
  @Test
  void hasASampleOfEveryKindAndEveryRecord() {
    assertThat(Samples.all().keySet()).containsExactly(Kind.values());
    Set<String> sampled = new TreeSet<>();
    Samples.all().values().forEach(payload -> sampled.add(payload.getClass().getSimpleName()));
    assertThat(records(Payload.class)).isEqualTo(sampled);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void comesBackFromItsCanonicalBytes(Kind kind) throws TransactionException {
    Bytes bytes = CanonicalJson.encode(Samples.json(kind));
    Payload parsed = Payload.parse(kind, CanonicalJson.parse(bytes));
    assertThat(parsed).isEqualTo(Samples.of(kind));
    assertThat(CanonicalJson.encode(parsed.toJson())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesEachMissingFieldByName(Kind kind) {
    for (String field : fields(Samples.json(kind))) {
      boolean optional =
          field.equals("reliesOn")
              || field.equals("details")
              || (kind == Kind.REQUEST_STATUS && field.equals("reason"))
              || (kind == Kind.LEGAL_HOLD && field.equals("processId"))
              || (kind == Kind.ERASURE_CERTIFICATE && field.matches("processIds|requestId"));
      if (!optional) {
        ObjectNode json = Samples.json(kind);
        json.remove(field);
        assertRefused(kind, json, field + ": is missing");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesEachFieldOfAnotherType(Kind kind) {
    for (String field : fields(Samples.json(kind))) {
      ObjectNode json = Samples.json(kind);
      json.put(field, true);
      assertRefused(kind, json, field);
      json.putNull(field);
      assertRefused(kind, json, field);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesAFieldThatItDoesNotHave(Kind kind) {
    assertRefused(kind, Samples.json(kind).put("comment", "hello"), "comment: is not a field");
    // A name can carry personal data too: an odd one is not repeated.
    assertRefused(kind, Samples.json(kind).put("jo@example.org", 1), "?: a field that");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusesSetsOutOfOrderOrWithRepeats(Kind kind) {
    for (String field : fields(Samples.json(kind))) {
      ObjectNode json = Samples.json(kind);
      if (json.get(field) instanceof ArrayNode array && array.size() == 2) {
        JsonNode first = array.remove(0);
        array.add(first);
        assertRefused(kind, json, field + ": must be in ascending order");
        array.set(0, first);
        assertRefused(kind, json, field + ": must be in ascending order");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLISH_NOTICE, noticeId, Privacy",
    "PUBLISH_NOTICE, noticeId, jo@example.org",
    "PUBLISH_NOTICE, uri, http://retailer.example/privacy",
    "PUBLISH_NOTICE, uri, https://jo@retailer.example/privacy",
    "PUBLISH_NOTICE, uri, https://retailer.example/privacy?customer=1",
    "PUBLISH_NOTICE, contentHash, abcd",
    "PUBLISH_NOTICE, salt, 000102030405060708090A0B0C0D0E0F",
    "DECLARE_PROCESS, legalBasis, because we can",
    "DECLARE_PROCESS, jurisdiction, France",
    "OPEN_RELATIONSHIP, assurance, PROBABLY",
    "OPEN_RELATIONSHIP, proof, 00",
    "DELEGATE, capacity, FRIEND",
    "DELEGATE, possession, 00",
    "REVOKE_DELEGATION, delegation, 1234",
    "DECIDE_CONSENT, decision, given",
    "DECIDE_CONSENT, language, English",
    "REVOKE_CONSENT, code, BORED",
    "INVALIDATE_CONSENT, code, PROCESS_ENDED",
    "SET_PREFERENCE, right, EVERYTHING",
    "SET_PREFERENCE, source, RUMOUR",
    "DATA_DISCLOSED, recipient, Jo Smith",
    "DATA_DISCLOSED, disclosure, GIFT",
    "DATA_USED, reliesOn, 1234",
    "DATA_USED, subjectRef, 00ff",
    "DATA_USED, details, 00ff",
    "LEGAL_HOLD, processId, Jo",
    "LEGAL_HOLD, action, KEPT",
    "LEGAL_HOLD, code, BORED",
    "ERASURE_CERTIFICATE, residue, NOTHING",
    "ERASURE_CERTIFICATE, requestId, 00ff",
    "AUDIT_CHALLENGE, nonce, 00ff",
    "REVOKE_KEY, keyId, 00ff",
    "ROTATE_KEY, possession, 00ff",
    "REVOKE_KEY, reason, LOST",
    "DATA_RECEIVED, source, Jo Smith",
    "DATA_RECEIVED, source, RumourDataSource",
    "OPEN_REQUEST, regime, HIPAA",
    "OPEN_REQUEST, right, EVERYTHING",
    "REQUEST_STATUS, requestId, 00ff",
    "REQUEST_STATUS, status, LOST",
    "REQUEST_STATUS, reason, TIRED",
    "PUBLISH_HOLIDAYS, calendar, US_CA",
    "PUBLISH_HOLIDAYS, partyId, 00ff",
  })
  void refusesTextOutsideItsClosedShape(Kind kind, String field, String text) {
    assertRefused(kind, Samples.json(kind).put(field, text), field + ": ");
  }

  @Test
  void delegatesToOneOrganisationOrOneKey() throws TransactionException {
    Delegate organisation =
        Delegate.toOrganisation(
            Samples.SALT,
            Samples.CONTROLLER,
            Samples.SUBJECT,
            DelegationCapacity.AGENT,
            "agency",
            List.of(DelegationScope.WITHDRAW, DelegationScope.DECIDE),
            1);
    assertThat(Payload.parse(Kind.DELEGATE, organisation.toJson())).isEqualTo(organisation);
    assertThat(organisation.toJson().path("scope").toString())
        .isEqualTo("[\"DECIDE\",\"WITHDRAW\"]");
    assertRefused(
        Kind.DELEGATE, Samples.json(Kind.DELEGATE).put("agent", "agency"), "agentKey: is not");
    ObjectNode none = organisation.toJson();
    none.putArray("scope");
    assertRefused(Kind.DELEGATE, none, "scope: holds 0 values");
    assertRefused(Kind.DELEGATE, organisation.toJson().put("untilMs", 0), "untilMs");
  }

  @Test
  void refusesNumbersOutOfBounds() {
    for (long version : new long[] {0, -1, Limits.VERSION_MAX + 1, 1L << 32, Long.MAX_VALUE}) {
      assertRefused(
          Kind.PUBLISH_NOTICE,
          Samples.json(Kind.PUBLISH_NOTICE).put("version", version),
          "version");
    }
    ObjectNode process = Samples.json(Kind.DECLARE_PROCESS);
    assertRefused(
        Kind.DECLARE_PROCESS,
        process.put("retentionDays", Limits.RETENTION_DAYS_MAX + 1),
        "retentionDays");
    ObjectNode request = Samples.json(Kind.REQUEST_CONSENT);
    ((ObjectNode) request.get("process")).put("version", 0);
    assertRefused(Kind.REQUEST_CONSENT, request, "process.version");
  }

  @Test
  void refusesAnInnerObjectWithMoreThanItsFields() {
    ObjectNode request = Samples.json(Kind.REQUEST_CONSENT);
    ((ObjectNode) request.get("process")).put("extra", 1);
    assertRefused(Kind.REQUEST_CONSENT, request, "process.extra");
    ObjectNode open = Samples.json(Kind.OPEN_RELATIONSHIP);
    ((ObjectNode) open.get("subjectKey")).put("extra", 1);
    assertRefused(Kind.OPEN_RELATIONSHIP, open, "subjectKey.extra");
  }

  @Test
  void refusesUnknownAlgorithmsAndUnacceptableKeys() {
    ObjectNode open = Samples.json(Kind.OPEN_RELATIONSHIP);
    ObjectNode key = (ObjectNode) open.get("subjectKey");
    key.put("alg", 99);
    assertRefused(Kind.OPEN_RELATIONSHIP, open, "subjectKey.alg");
    key.put("alg", 1).put("key", "01" + "00".repeat(31));
    assertRefused(Kind.OPEN_RELATIONSHIP, open, "subjectKey.key");
  }

  @Test
  void refusesADecisionThatGrantsWithoutGivingOrGivesWithoutGranting() {
    ObjectNode given = Samples.json(Kind.DECIDE_CONSENT);
    assertRefused(Kind.DECIDE_CONSENT, given.put("decision", "REFUSED"), "dataCategories");
    ((ArrayNode) given.get("dataCategories")).removeAll();
    assertRefused(Kind.DECIDE_CONSENT, given, "validUntilMs");
    assertRefused(
        Kind.DECIDE_CONSENT,
        given.put("decision", "GIVEN").put("validUntilMs", 0),
        "dataCategories");
  }

  @Test
  void refusesRecipientsOfAGrantThatAreNoSetOrOfNobody() {
    ObjectNode given = Samples.json(Kind.DECIDE_CONSENT);
    ArrayNode recipients = given.putArray("recipients");
    assertRefused(Kind.DECIDE_CONSENT, given, "recipients: must hold a value, or be left out");
    recipients.add("insurer").add("broker");
    assertRefused(Kind.DECIDE_CONSENT, given, "recipients: must be in ascending order");
    recipients.removeAll().add("insurer").add("insurer");
    assertRefused(Kind.DECIDE_CONSENT, given, "recipients: must be in ascending order");
    recipients.removeAll().add("Insurer plc");
    assertRefused(Kind.DECIDE_CONSENT, given, "recipients");
    given.put("decision", "REFUSED").put("validUntilMs", 0).putArray("dataCategories");
    recipients.removeAll().add("insurer");
    assertRefused(Kind.DECIDE_CONSENT, given, "recipients");
  }

  @Test
  void refusesAReasonThatDoesNotGoWithTheStatus() {
    ObjectNode status = Samples.json(Kind.REQUEST_STATUS);
    assertRefused(Kind.REQUEST_STATUS, status.put("status", "COMPLETED"), "reason: does not");
    assertRefused(Kind.REQUEST_STATUS, status.put("status", "EXTENDED"), "reason: must be");
    status.put("status", "DENIED").remove("reason");
    assertRefused(Kind.REQUEST_STATUS, status, "reason: must be");
  }

  @Test
  void refusesHolidaysThatAreNoDaysOfTheirYear() {
    for (String day : List.of("2025-07-03", "2026-02-29", "2026-7-3", "0000-00-00")) {
      ObjectNode list = Samples.json(Kind.PUBLISH_HOLIDAYS);
      ((ArrayNode) list.get("days")).removeAll().add(day);
      assertRefused(Kind.PUBLISH_HOLIDAYS, list, "days: ");
    }
    assertRefused(
        Kind.PUBLISH_HOLIDAYS, Samples.json(Kind.PUBLISH_HOLIDAYS).put("year", 1999), "year");
  }

  @Test
  void takesSetsInAnyOrderFromCodeAndSortsThem() {
    DataErased erased =
        new DataErased(
            Samples.SALT,
            Samples.CONTROLLER,
            Samples.SUBJECT,
            Samples.PROCESS,
            List.of("Purchase", "Age"));
    assertThat(erased.dataCategories()).containsExactly("Age", "Purchase");
    assertThatThrownBy(
            () ->
                new DataErased(
                    Samples.SALT,
                    Samples.CONTROLLER,
                    Samples.SUBJECT,
                    Samples.PROCESS,
                    List.of("Age", "Age")))
        .isInstanceOfSatisfying(
            InvalidFieldException.class,
            refused -> assertThat(refused.field()).isEqualTo("dataCategories"));
  }

  @Test
  void readsReferencesAsPeopleWriteThem() {
    assertThat(ProcessRef.ofText("loyalty@12")).isEqualTo(new ProcessRef("loyalty", 12));
    assertThat(NoticeRef.ofText("privacy@1")).hasToString("privacy@1");
    for (String wrong : List.of("loyalty", "loyalty@", "loyalty@0", "loyalty@01", "@1", "a@b@1")) {
      assertThatThrownBy(() -> ProcessRef.ofText(wrong)).isInstanceOf(InvalidFieldException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void belongsToTheStreamOfWhatItIsAbout(Kind kind) {
    Payload payload = Samples.of(kind);
    StreamId expected =
        switch (kind) {
          case PUBLISH_NOTICE, DECLARE_PROCESS, PUBLISH_HOLIDAYS ->
              StreamId.ofParty(Samples.NETWORK, Samples.CONTROLLER);
          case AUDIT_CHALLENGE -> StreamId.ofChallenge(Samples.NETWORK);
          case REVOKE_KEY -> StreamId.ofKey(Samples.SUBJECT_KEY.verifyingKey().id());
          default -> StreamId.ofSubject(Samples.NETWORK, Samples.SUBJECT);
        };
    assertThat(payload.stream(Samples.NETWORK)).isEqualTo(expected);
  }

  private static void assertRefused(Kind kind, ObjectNode json, String message) {
    assertThatThrownBy(() -> Payload.parse(kind, json))
        .isInstanceOfSatisfying(
            TransactionException.class,
            refused -> assertThat(refused.code()).isEqualTo("payload-invalid"))
        .hasMessageStartingWith(message);
  }

  private static List<String> fields(ObjectNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The records at the leaves of a sealed family. */
  private static Set<String> records(Class<?> family) {
    Set<String> leaves = new TreeSet<>();
    if (family.isRecord()) {
      leaves.add(family.getSimpleName());
    } else {
      for (Class<?> permitted : family.getPermittedSubclasses()) {
        leaves.addAll(records(permitted));
      }
    }
    return leaves;
  }
}
