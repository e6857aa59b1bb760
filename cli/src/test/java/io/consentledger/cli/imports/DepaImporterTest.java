package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** India's consent artefacts: what they say becomes exactly that, or nothing that permits. */
class DepaImporterTest {
  private static final String DETAIL =
      "{'consentStart':'2026-01-01T10:00:00.000Z','consentExpiry':'2027-01-01T10:00:00.000Z',"
          + "'consentMode':'STORE','fetchType':'PERIODIC','consentTypes':['PROFILE'],"
          + "'fiTypes':['DEPOSIT'],'DataConsumer':{'id':'fiu-us'},'Customer':{'id':'ann@aa'},"
          + "'Purpose':{'code':'101','text':'Wealth'},'DataLife':{'unit':'INF','value':0}}";
  private static final String ANSWER =
      "{'ver':'2.0.0','consentId':'c-1','status':'ACTIVE','timestamp':'2026-03-01T00:00:00Z',"
          + "'createTimestamp':'2026-01-01T09:00:00Z','ConsentDetail':"
          + DETAIL
          + "}";

  @Test
  void anActiveConsentIsAGrantUntilItsEnd() {
    ImportPlan plan = read(ANSWER);
    assertThat(words(plan)).containsExactly("grant wealth@1");
    ImportStep grant = plan.steps().get(0);
    assertThat(grant.person()).isEqualTo("ann@aa");
    assertThat(grant.instruction().path("validUntil").asText()).isEqualTo("2027-01-01T10:00:00Z");
    assertThat(grant.instruction().path("dataCategories").toString()).isEqualTo("[\"Name\"]");
    assertThat(grant.said().orElseThrow().earliest()).hasToString("2026-01-01T09:00:00Z");
    assertThat(plan.notes()).extracting(ImportProblem::message).hasSize(1);
    assertThat(plan.notes().get(0).message()).contains("signature isn't verified");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // By whom: what asks for a consent isn't one
        "'status':'ACTIVE',|''|! depa-status, withdraw wealth@1",
        "'ACTIVE'|'PENDING'|''",
        "'ACTIVE'|'SUSPENDED'|! depa-status, withdraw wealth@1",
        // For whom
        "'fiu-us'|'fiu-them'|! for-others, withdraw wealth@1",
        "'DataConsumer':{'id':'fiu-us'},|''|! for-others, withdraw wealth@1",
        // About whom, and about what
        "'ann@aa'|' '|! subject-missing",
        "'101'|'102'|! process-unresolved",
        "['DEPOSIT']|['MUTUAL_FUNDS']|! category-unresolved, withdraw wealth@1",
        "['PROFILE']|[]|! category-missing, withdraw wealth@1",
        // When, and until when
        "'2026-01-01T10:00:00.000Z'|'soon'|! date-unreadable, withdraw wealth@1",
        "'2026-01-01T10:00:00.000Z'|'2026-12-01T10:00:00.000Z'|! depa-not-yet, withdraw wealth@1",
        "'2027-01-01T10:00:00.000Z'|'later'|! end-unresolved, withdraw wealth@1",
        // What else it holds
        "'STORE'|'VIEW'|! depa-narrower, withdraw wealth@1",
        "'PERIODIC'|'ONETIME'|! depa-narrower, withdraw wealth@1",
        "'INF'|'MONTH'|! depa-narrower, withdraw wealth@1",
        "'Purpose'|'FIDataRange':{'from':'2018-01-01'},'Purpose'|! depa-narrower, withdraw wealth@1",
        "'Purpose'|'DataFilter':[{'type':'X'}],'Purpose'|! depa-narrower, withdraw wealth@1",
        "'Purpose'|'DataFilter':[],'Purpose'|grant wealth@1",
        "'Purpose'|'Tomorrow':1,'Purpose'|! depa-narrower, withdraw wealth@1",
        // What ends it
        "'ACTIVE'|'REVOKED'|withdraw wealth@1",
        "'ACTIVE'|'PAUSED'|withdraw wealth@1",
        "'consentMode'|'status':'REVOKED','consentMode'|withdraw wealth@1",
        "'consentMode'|'status':{},'consentMode'|! depa-status, withdraw wealth@1",
        "'ACTIVE'|'REVOKED','ConsentStatusNotification':{'consentStatus':'ACTIVE'}|withdraw wealth@1",
        "'ACTIVE'|'expired'|withdraw wealth@1",
        "'ACTIVE'|'REJECTED'|refuse wealth@1"
      })
  void isRead(String part, String instead, String words) {
    assertThat(ANSWER).contains(part);
    String text = ANSWER.replace(part, instead.equals("''") ? "" : instead);
    List<String> expected = words.equals("''") ? List.of() : List.of(words.split(", ", -1));
    assertThat(words(read(text))).isEqualTo(expected);
  }

  @Test
  void anEndCountsUntilItWasHeardAndNotFromWhenTheConsentWasMade() {
    ImportStep end = read(ANSWER.replace("ACTIVE", "REVOKED")).steps().get(0);
    assertThat(end.said().orElseThrow().latest()).hasToString("2026-03-01T00:00:00Z");
    String undated = ANSWER.replace("ACTIVE", "REVOKED").replace("'timestamp'", "'seen'");
    assertThat(read(undated).steps().get(0).said()).as("as new as its import").isEmpty();
    ImportStep unknown = read(ANSWER.replace("ACTIVE", "ODD")).steps().get(0);
    assertThat(unknown.said().orElseThrow().latest()).hasToString("2026-03-01T00:00:00Z");
  }

  @Test
  void conditionsThatTheProcessKeepsToMayStand() {
    String narrow =
        ANSWER
            .replace("'STORE'", "'VIEW'")
            .replace("'PERIODIC'", "'ONETIME'")
            .replace("'unit':'INF','value':0", "'unit':'MONTH','value':3")
            .replace("'Purpose'", "'FIDataRange':{},'Frequency':{'unit':'HOUR'},'Purpose'");
    Set<String> keeps = Set.of("consentMode=VIEW", "fetchType=ONETIME", "DataLife=3 MONTH");
    assertThat(words(read(narrow, keeps))).containsExactly("grant wealth@1");
    assertThat(words(read(narrow.replace("VIEW", "QUERY"), keeps)))
        .containsExactly("! depa-narrower", "withdraw wealth@1");
    assertThat(read(narrow, Set.of()).problems().get(0).message())
        .contains("DataLife=3 MONTH, consentMode=VIEW, fetchType=ONETIME");
  }

  @Test
  void theDetailsMayStandInWhatTheAggregatorSigned() {
    String signed = ANSWER.substring(0, ANSWER.indexOf("'ConsentDetail'"));
    String payload =
        Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(DETAIL.replace('\'', '"')));
    assertThat(words(read(signed + "'signedConsent':'e30." + payload + ".c2ln'}")))
        .containsExactly("grant wealth@1");
    for (String jws : List.of("e30..c2ln", "e30." + payload, "e30.%%%.c2ln", "e30.e30.x.y")) {
      assertThat(words(read(signed + "'signedConsent':'" + jws + "'}")))
          .as(jws)
          .containsExactly("! depa-malformed");
    }
  }

  @Test
  void aNoticeEndsAConsentOfWhomeverTheImporterNames() {
    String notice =
        "{'ver':'2.0.0','timestamp':'2026-03-01T00:00:00Z','Notifier':{'type':'AA','id':'x'},"
            + "'ConsentStatusNotification':{'consentId':'c-1','consentStatus':'REVOKED'}}";
    assertThat(words(read(notice))).containsExactly("! subject-missing");
    ImportOptions options = options(Set.of(), "ann@aa", "wealth@1");
    assertThat(words(new DepaImporter().read(utf8(notice.replace('\'', '"')), options)))
        .containsExactly("withdraw wealth@1");
  }

  @Test
  void whatAsksForAConsentAndABareArtefactPermitNothing() {
    ImportPlan request = read("{'ver':'2.0.0','txnid':'t','ConsentDetail':" + DETAIL + "}");
    assertThat(words(request)).isEmpty();
    assertThat(request.notes()).hasSize(1);
    assertThat(words(read(DETAIL))).containsExactly("! depa-status", "withdraw wealth@1");
    assertThat(words(read("{'status':'ACTIVE'}"))).containsExactly("! depa-malformed");
    assertThat(words(read("[1]"))).containsExactly("! document-malformed");
    String whole = DETAIL.replace("{'consentStart'", "{'status':'ACTIVE','consentStart'");
    assertThat(words(read(whole))).containsExactly("grant wealth@1");
  }

  @Test
  void thePublishedSamplePermitsNothing() throws IOException {
    Path sample =
        Path.of(System.getProperty("consentledger.vectors", ""), "consent/depa/consent.json");
    Assumptions.assumeTrue(Files.exists(sample), "skipped: the vectors are not on this machine");
    byte[] content = Files.readAllBytes(sample);
    assertThat(words(new DepaImporter().read(content, options(Set.of(), null, "wealth@1"))))
        .containsExactly("! depa-status", "withdraw wealth@1");
    String active = Files.readString(sample).replaceFirst("\\{", "{\"status\":\"ACTIVE\",");
    ImportPlan plan = new DepaImporter().read(utf8(active), options(Set.of(), null, "wealth@1"));
    assertThat(plan.problems().get(0).code()).isEqualTo("depa-narrower");
    assertThat(plan.problems().get(0).message())
        .contains(
            "DataFilter, DataLife=0 MONTH, DataProvider, FIDataRange, consentMode=VIEW,"
                + " fetchType=ONETIME");
  }

  private static ImportPlan read(String text) {
    return read(text, Set.of());
  }

  private static ImportPlan read(String text, Set<String> keeps) {
    Set<String> all = new HashSet<>(keeps);
    if (!keeps.isEmpty()) {
      all.add("FIDataRange");
    }
    return new DepaImporter().read(utf8(text.replace('\'', '"')), options(all, null, null));
  }

  private static ImportOptions options(
      Set<String> keeps, @Nullable String person, @Nullable String process) {
    Map<String, String> purposes = process == null ? Map.of("101", "wealth@1") : Map.of();
    Meanings meanings =
        new Meanings(
            purposes,
            Map.of("DEPOSIT/PROFILE", "Name"),
            null,
            Set.of("fiu-us", "fiu7465374537id"),
            List.of(),
            keeps);
    return new ImportOptions(
        process, person, null, meanings, Instant.parse("2026-11-29T12:00:00Z"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> words(ImportPlan plan) {
    return Stream.concat(
            plan.problems().stream().map(problem -> "! " + problem.code()),
            plan.steps().stream()
                .map(step -> step.verb() + ' ' + step.instruction().path("process").asText()))
        .toList();
  }
}
