package io.consentledger.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FhirReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final FhirReader READER = new FhirReader();
  private static final String SCOPE =
      "{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope','code':'%s'}]}";
  private static final String PRIVACY = SCOPE.formatted("patient-privacy");
  private static final String PERIOD = "'period':{'start':'2026-01-01','end':'2027-06-30'}";

  @Test
  void anActivePermissionWithAnEndIsAGrant() throws Exception {
    Instant end = Instant.parse("2027-06-30T00:00:00Z");
    assertGrant(r4("active", PRIVACY, "'type':'permit'," + PERIOD), end);
    assertGrant(r5("active", PRIVACY, "'decision':'permit'," + PERIOD), end);
    assertGrant(
        r4(
            "active",
            SCOPE.formatted("research"),
            "'type':'permit','period':{'end':'2027-06-30T02:00:00+02:00'}"),
        end);
    assertGrant(
        r5("active", PRIVACY, "'decision':'permit','period':{'end':'2027'}"),
        Instant.parse("2027-01-01T00:00:00Z"));
  }

  @Test
  void aPermissionThatCannotBeExpressedWholeGrantsNothing() {
    String permit = "'type':'permit'," + PERIOD;
    String decision = "'decision':'permit'," + PERIOD;
    refused("fhir-narrower", r4("active", PRIVACY, permit + ",'provision':[{'type':'deny'}]"));
    refused("fhir-narrower", r4("active", PRIVACY, permit + ",'action':[{'text':'share'}]"));
    refused(
        "fhir-narrower",
        r5("active", PRIVACY, decision + ",'provision':[{'action':[{'text':'share'}]}]"));
    refused("fhir-unbounded", r4("active", PRIVACY, "'type':'permit'"));
    refused("fhir-unbounded", r5("active", PRIVACY, "'decision':'permit'"));
    refused(
        "fhir-not-yet",
        r5("active", PRIVACY, "'decision':'permit','period':{'start':'2027','end':'2028'}"));
    refused("fhir-scope", r4("active", "{'text':'privacy'}", permit));
    refused("fhir-undecided", r4("active", PRIVACY, PERIOD));
    refused("fhir-undecided", r5("active", PRIVACY, PERIOD));
    refused(
        "fhir-modifier",
        r4("active", PRIVACY, permit + ",'modifierExtension':[{'url':'urn:not'}]"));
  }

  @Test
  void aPermissionWhosePeriodIsOverGrantsNothing() throws Exception {
    String over = "'period':{'end':'2026-11-24'}";
    assertThat(verb(r4("active", PRIVACY, "'type':'permit'," + over))).isEmpty();
    assertThat(verb(r5("active", PRIVACY, "'decision':'permit'," + over))).isEmpty();
  }

  @Test
  void aDenialCountsWithAndWithoutExceptions() throws Exception {
    assertThat(verb(r4("active", PRIVACY, "'type':'deny'"))).contains("refuse");
    assertThat(verb(r4("active", PRIVACY, "'type':'deny','provision':[{'type':'permit'}]")))
        .contains("refuse");
    assertThat(
            verb(
                r5(
                    "active",
                    "{'text':'anything'}",
                    "'decision':'deny','provision':[{'purpose':[{'code':'TREAT'}]}]")))
        .contains("refuse");
  }

  @Test
  void theStatusComesBeforeTheRule() throws Exception {
    String permit = "'type':'permit'," + PERIOD;
    for (String open : new String[] {"draft", "proposed"}) {
      assertThat(verb(r4(open, PRIVACY, permit))).as(open).isEmpty();
    }
    assertThat(verb(r4("rejected", PRIVACY, permit))).contains("refuse");
    assertThat(verb(r4("inactive", PRIVACY, permit))).contains("withdraw");
    assertThat(verb(r4("entered-in-error", PRIVACY, permit))).contains("withdraw");
    String decision = "'decision':'permit'," + PERIOD;
    assertThat(verb(r5("unknown", PRIVACY, decision))).isEmpty();
    assertThat(verb(r5("not-done", PRIVACY, decision))).contains("refuse");
    assertThat(verb(r5("inactive", PRIVACY, decision))).contains("withdraw");
  }

  @Test
  void beingTreatedIsNoUseOfData() throws Exception {
    String permit = "'type':'permit'," + PERIOD;
    assertThat(verb(r4("active", SCOPE.formatted("treatment"), permit))).isEmpty();
    assertThat(verb(r4("active", SCOPE.formatted("adr"), permit))).isEmpty();
  }

  @Test
  void whatTheReleaseDoesNotKnowIsRefused() {
    refused("fhir-malformed", r4("running", PRIVACY, "'type':'permit'"));
    refused("fhir-malformed", r4("active", PRIVACY, "'type':'permit','verdict':'yes'"));
    refused("fhir-malformed", r4("proposed", PRIVACY, "'type':'perhaps'"));
    refused("fhir-malformed", r5("proposed", PRIVACY, "'decision':'permit'"));
    refused("fhir-release", "{'resourceType':'Consent','status':'active'}");
    refused("fhir-release", "{'resourceType':'Consent','patient':{},'decision':'permit'}");
    refused("fhir-malformed", "{'resourceType':'Consent','patient':{'reference':'Patient/1'}}");
  }

  @Test
  void noValueOfADocumentIsRepeated() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> verb(r4("annabel", PRIVACY, "'type':'permit'")))
        .satisfies(e -> assertThat(e.reason()).contains("status").doesNotContain("annabel"));
  }

  @Test
  void thePersonAndOurProcessAreRead() throws Exception {
    FhirConsent read = READER.read(json(r4("active", PRIVACY, "'type':'deny'")));
    assertThat(read.person()).contains("Patient/52");
    assertThat(read.process()).isEmpty();
    FhirConsent own =
        READER.read(
            json(
                "{'resourceType':'Consent','status':'active','subject':{'identifier':"
                    + "{'system':'urn:s','value':'7'}},'identifier':[{'system':"
                    + "'urn:consent-ledger:process','value':'care@2'}]}"));
    assertThat(own.person()).contains("urn:s|7");
    assertThat(own.process()).contains("care@2");
  }

  @Test
  void anIdentifierWithoutASystemNamesNoSystem() throws Exception {
    String who = "'reference':'Patient/52'";
    for (String text :
        List.of(
            r4("active", PRIVACY, "'type':'deny'"), r5("active", PRIVACY, "'decision':'deny'"))) {
      assertThat(text).contains(who);
      FhirConsent read = READER.read(json(text.replace(who, "'identifier':{'value':'7'}")));
      assertThat(read.person()).contains("|7");
    }
  }

  /** The same "#p1" stands for somebody else in each document. */
  @Test
  void aReferenceIntoItsOwnDocumentNamesNobody() throws Exception {
    String patient = "'contained':[{'resourceType':'Patient','id':'p1'}],";
    for (String text :
        List.of(
            r4("active", PRIVACY, "'type':'deny'"), r5("active", PRIVACY, "'decision':'deny'"))) {
      String contained =
          text.replace("Patient/52", "#p1").replace("'status'", patient + "'status'");
      assertThat(READER.read(json(contained)).person()).isEmpty();
    }
  }

  private static void assertGrant(String text, Instant end) throws FormatException {
    FhirMeaning meaning = FhirMeaning.of(READER.read(json(text)), NOW);
    assertThat(meaning.verb()).as(text).contains("grant");
    assertThat(meaning.validUntil()).as(text).contains(end);
  }

  private static void refused(String code, String text) {
    assertThatExceptionOfType(FormatException.class)
        .as(text)
        .isThrownBy(() -> verb(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Optional<String> verb(String text) throws FormatException {
    return FhirMeaning.of(READER.read(json(text)), NOW).verb();
  }

  private static String r4(String status, String scope, String provision) {
    return "{'resourceType':'Consent','status':'%s','scope':%s,'patient':{'reference':'Patient/52'},'provision':{%s}}"
        .formatted(status, scope, provision);
  }

  private static String r5(String status, String category, String rest) {
    return "{'resourceType':'Consent','status':'%s','category':[%s],'subject':{'reference':'Patient/52'},%s}"
        .formatted(status, category, rest);
  }

  private static ObjectNode json(String text) {
    try {
      return Json.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
