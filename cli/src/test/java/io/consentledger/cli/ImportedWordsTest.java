package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on the ledger after imports: the newest word of the customer, by its own date. */
class ImportedWordsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final String PERIOD = "'period':{'start':'2014-01-01','end':'2029-01-01'}";
  private static final String PERMIT = "'provision':{'type':'permit'," + PERIOD + "}";
  private static final String OPT_OUT =
      "'policyRule':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode',"
          + "'code':'OPTOUT'}]},'provision':{'actor':[]}";
  private static final String DENY = "'provision':{'type':'deny'}";

  @TempDir Path directory;
  private FakeNode node;
  private Path home;
  private Cli cli;
  private int files;

  @BeforeEach
  void declare() throws Exception {
    node = FakeNode.onAnyPort();
    home = directory.resolve("home");
    cli = Cli.withNetwork(home).asking(node).withClock(() -> NOW);
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we write.");
    run(
        "notice publish --party bank --id n --version 1 --languages en"
            + " --uri https://bank.example/n --content "
            + notice);
    run(
        "process declare --party bank --id care --version 1 --notice n@1 --purposes Marketing"
            + " --legal-basis ExplicitlyExpressedConsent --storage-locations DE"
            + " --data-categories EmailAddress,Name --retention-days 30 --jurisdiction DE");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anOldGrantDoesNotFollowANewerWithdrawal() throws Exception {
    fhir(consent("2014-01-01", PERMIT));
    fhir(consent("2015-11-18", OPT_OUT));
    assertThat(decisions()).containsExactly("GIVEN", "REFUSED");
    Cli.Run again = fhir(consent("2014-01-01", PERMIT) + " ");
    assertThat(again.json().at("/steps/0/notSent").asText()).startsWith("older than");
    Cli.Run undated = fhir(consent(null, PERMIT));
    assertThat(undated.json().at("/steps/0/notSent").asText()).startsWith("older than");
    assertThat(decisions()).containsExactly("GIVEN", "REFUSED");
  }

  @Test
  void aNewerGrantFollowsAnOldRefusalThatWasImportedToday() throws Exception {
    fhir(consent("2015-11-18", DENY));
    fhir(consent("2015-11-18", PERMIT));
    assertThat(decisions()).as("of the same day the refusal counts").containsExactly("REFUSED");
    fhir(consent("2020-01-01", PERMIT));
    assertThat(decisions()).containsExactly("REFUSED", "GIVEN");
    Cli.Run late = fhir(consent("2016-01-01", DENY));
    assertThat(late.json().at("/steps/0/notSent").asText()).startsWith("older than the consent");
  }

  @Test
  void theOrderInTheFileDecidesNothing() throws Exception {
    String old = consent("2014-01-01", PERMIT);
    String newer = consent("2015-11-18", DENY);
    fhir(old + "\n" + newer);
    fhir((newer + "\n" + old).replace("Patient/1", "Patient/2"));
    assertThat(decisions()).containsExactly("REFUSED", "REFUSED");
  }

  @Test
  void anEndThatHadNothingToEndIsRemembered() throws Exception {
    Cli.Run ended = fhir(consent("2018-01-01", DENY).replace("'active'", "'inactive'"));
    assertThat(ended.json().at("/steps/0/notSent").asText()).isEqualTo("nothing to withdraw");
    Cli.Run old = fhir(consent("2016-01-01", PERMIT));
    assertThat(old.json().at("/steps/0/notSent").asText()).startsWith("older than");
    assertThat(decisions()).isEmpty();
  }

  @Test
  void aNarrowerConsentThatCannotBeGrantedEndsTheWiderOne() throws Exception {
    fhir(consent("2014-01-01", PERMIT));
    String narrower = PERMIT.replace("'type'", "'purpose':[{'code':'TREAT'}],'type'");
    Cli.Run run = fhir(consent("2016-01-01", narrower));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().at("/problems/0/code").asText()).isEqualTo("fhir-narrower");
    assertThat(kinds()).containsExactly("DecideConsent", "WithdrawConsent");
  }

  @Test
  void aPersonIsOneHoweverTheReferenceIsWritten() throws Exception {
    fhir(consent("2014-01-01", PERMIT));
    List<String> spellings =
        List.of(
            "patient/1", " Patient/1 ", "Patient/1/_history/3", "https://e.example/f/Patient/1");
    for (String spelling : spellings) {
      fhir(consent("2015-01-01", DENY).replace("Patient/1", spelling));
    }
    assertThat(decisions()).containsExactly("GIVEN", "REFUSED");
  }

  @Test
  void whoHasTheSameNumberOnAnotherServerIsSomebodyElse() throws Exception {
    fhir(of("Patient/1", consent("2014-01-01", PERMIT)));
    fhir(of("https://e.example/f/Patient/1", consent("2014-02-01", PERMIT)));
    fhir(of("https://other.example/Patient/1", consent("2015-01-01", DENY)));
    assertThat(decisions()).as("the first is still permitted").containsExactly("GIVEN", "REFUSED");
    fhir(of("https://other.example/Patient/1", consent("2016-01-01", PERMIT)));
    assertThat(decisions()).containsExactly("GIVEN", "REFUSED", "GIVEN");

    fhir(of("https://e.example/f/Patient/1", consent("2017-01-01", DENY)));
    fhir(of("Patient/1", consent("2018-01-01", DENY)));
    assertThat(decisions())
        .as("a number alone protects whoever may be meant")
        .containsExactly("GIVEN", "REFUSED", "GIVEN", "REFUSED", "REFUSED");
  }

  @Test
  void aGrantUnderANumberThatSeveralPeopleHaveIsForNobody() throws Exception {
    fhir(of("https://a.example/Patient/1", consent("2014-01-01", DENY)));
    fhir(of("https://b.example/Patient/1", consent("2014-01-01", DENY)));
    Cli.Run run = fhir(of("Patient/1", consent("2015-01-01", PERMIT)));
    assertThat(run.json().at("/steps/0/notSent").asText()).contains("several servers");
    assertThat(decisions()).containsExactly("REFUSED", "REFUSED");
  }

  private static String of(String person, String document) {
    return document.replace("Patient/1", person);
  }

  @Test
  void aPersonWhomEarlierVersionsTookForTwoIsProtectedUnderBoth() throws Exception {
    identities("{\"fhir\":{\"Patient/1\":\"one\",\"https://e.example/Patient/1\":\"two\"}}");
    for (String wallet : List.of("one", "two")) {
      run("wallet new " + wallet);
      run("open --controller bank --assurance CONTROLLER_HELD --wallet " + wallet);
      run("grant --controller bank --process care@1 --valid-until 2029-01-01 --wallet " + wallet);
    }
    fhir(consent(null, DENY));
    assertThat(decisions()).containsExactly("GIVEN", "GIVEN", "REFUSED", "REFUSED");
  }

  @Test
  void nothingIsSignedWithAKeyThatTheCustomerHolds() throws Exception {
    identities("{\"fhir\":{\"Patient/1\":\"ann\"}}");
    run("wallet new ann");
    run("open --controller bank --wallet ann");
    Cli.Run grant = fhir(consent("2026-11-29", PERMIT));
    assertThat(grant.json().at("/steps/0/notSent").asText()).contains("only they can grant");
    assertThat(decisions()).isEmpty();
    run("grant --controller bank --process care@1 --valid-until 2029-01-01 --wallet ann");
    fhir(consent("2026-11-29", DENY));
    assertThat(kinds()).as("passed on").containsExactly("DecideConsent", "WithdrawConsent");
  }

  @Test
  void aWordThatNoLongerStandsIsRecordedAnewByTheSameDocument() throws Exception {
    String denial = consent(null, DENY);
    Instant before = Instant.parse("2026-11-20T12:00:00Z");
    Cli now = cli;
    cli = now.withClock(() -> before);
    fhir(denial);
    cli = now;
    fhir(consent("2026-11-25", PERMIT));
    Cli.Run again = fhir(denial);
    assertThat(decisions()).containsExactly("REFUSED", "GIVEN", "REFUSED");
    assertThat(again.json().path("alreadyCommitted").asInt()).isZero();
    assertThat(again.json().path("committed").asInt()).isEqualTo(1);
    fhir(denial);
    assertThat(decisions()).hasSize(3);
  }

  @Test
  void aSignalThatComesFirstMakesNobodysOwnWalletTheOrganisations() throws Exception {
    identities("{\"own\":{\"ann\":\"ann\"},\"fhir\":{\"Patient/1\":\"ann\"}}");
    run("wallet new ann");
    run("import gpc " + file("ann\tSec-GPC: 1") + " --controller bank");
    assertThat(texts("/payload/assurance")).containsExactly("SUBJECT_HELD");
    Cli.Run grant = fhir(consent("2026-11-28", PERMIT));
    assertThat(grant.json().at("/steps/0/notSent").asText()).contains("only they can grant");
    assertThat(decisions()).isEmpty();
  }

  @Test
  void anOwnWalletThatAnEarlierVersionOpenedAsImportedStaysTheCustomers() throws Exception {
    identities("{\"fhir\":{\"Patient/1\":\"ann\"}}");
    run("wallet new ann");
    run("open --controller bank --assurance IMPORTED_UNSIGNED --wallet ann");
    Cli.Run grant = fhir(consent("2026-11-28", PERMIT));
    assertThat(grant.json().at("/steps/0/notSent").asText()).contains("only they can grant");
  }

  @Test
  void thePlanRefusesWhatTheLedgerWould() throws Exception {
    String far = PERMIT.replace("2029-01-01", "9999-12-31");
    assertThat(fhir(consent("2016-01-01", far)).json().at("/steps/0/notSent").asText())
        .contains("later than the ledger allows");
    Cli.Run undeclared =
        run(
            "import fhir "
                + file(consent("2016-01-01", PERMIT))
                + " --controller bank"
                + " --process ads@1 --json --dry-run");
    assertThat(undeclared.json().at("/steps/0/notSent").asText()).contains("isn't declared");
    assertThat(fhir(consent("2030-01-01", PERMIT)).json().at("/steps/0/notSent").asText())
        .contains("future");
    assertThat(decisions()).isEmpty();
  }

  @Test
  void aRefusedDocumentIsToldToProgramsToo() throws Exception {
    Cli.Run run = fhir("{\"resourceType\":\"Consent\",\"status\":1}");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().at("/problems/0/code").asText()).isNotEmpty();
  }

  private Cli.Run fhir(String document) throws IOException {
    return cli.run(
        ("import fhir " + file(document) + " --controller bank --process care@1 --json")
            .split(" ", -1));
  }

  private Path file(String document) throws IOException {
    Path file = directory.resolve("document-" + files++ + ".json");
    return Files.writeString(file, document.replace('\'', '"'));
  }

  private static String consent(@Nullable String date, String rule) {
    String scope =
        "'scope':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope',"
            + "'code':'patient-privacy'}]}";
    String dated = date == null ? "" : "'dateTime':'" + date + "',";
    return "{'resourceType':'Consent','status':'active',%s,'patient':{'reference':'Patient/1'},%s%s}"
        .formatted(scope, dated, rule);
  }

  private void identities(String json) throws IOException {
    Files.createDirectories(home.resolve("identities"));
    Path file = Files.writeString(home.resolve("identities/bank.json"), json);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private List<String> decisions() {
    return texts("/payload/decision");
  }

  private List<String> kinds() {
    return texts("/kind").stream().filter(kind -> kind.endsWith("Consent")).toList();
  }

  private List<String> texts(String pointer) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : node.committed()) {
      JsonNode text = entry.at(pointer);
      if (!text.isMissingNode()) {
        texts.add(Json.line(text).replace("\"", ""));
      }
    }
    return texts;
  }

  private Cli.Run run(String line) {
    Cli.Run run = cli.run(line.split(" ", -1));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run;
  }
}
