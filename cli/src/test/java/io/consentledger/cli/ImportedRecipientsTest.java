package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For whom, and but for what, the grants are that documents of other systems become. */
class ImportedRecipientsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;
  private int files;

  @BeforeEach
  void declare() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("home")).asking(node).withClock(() -> NOW);
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we write.");
    run(
        "notice publish --party bank --id n --version 1 --languages en"
            + " --uri https://bank.example/n --content "
            + notice);
    for (String process : List.of("care --recipients broker,insurer", "ads")) {
      run(
          "process declare --party bank --version 1 --notice n@1 --purposes Marketing"
              + " --legal-basis ExplicitlyExpressedConsent --storage-locations DE"
              + " --data-categories EmailAddress,Name --retention-days 30 --jurisdiction DE --id "
              + process);
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Whom a document excepts: by the organisation's own name, or by what it was said to mean.
        "deny(Broker)|insurer|all",
        "deny(Organization/54)|broker|all",
        "deny(Organization/54),deny(Broker)|nobody|-",
        // Known, and no recipient of the process: nothing to leave out.
        "deny(Organization/9)|everybody|all",
        // Nobody knows who that is, or it is the organisation itself.
        "deny(Organization/55)|nobody|-",
        "deny(bank)|nobody|-",
        "deny()|nobody|-",
        // Data that it excepts, for whomever.
        "denyData(MOOD)|everybody|EmailAddress",
        "denyData(MOOD,Broker)|everybody|EmailAddress",
        "denyData(OTHER,Broker)|insurer|all",
        "denyData(OTHER)|nobody|-",
        // Purposes are processes.
        "denyPurpose(HMARKT)|everybody|all",
        "denyPurpose(HRESCH)|nobody|-",
        "denyPurpose(CARE)|nobody|-"
      })
  void whatIsExceptedIsLeftOutOrNothingIsGranted(String rules, String who, String data)
      throws Exception {
    fhir(r4(rules));

    List<JsonNode> grants = grants();
    if (who.equals("nobody")) {
      assertThat(grants).as(rules).isEmpty();
    } else {
      assertThat(grants).as(rules).hasSize(1);
      List<String> named = Json.texts(grants.get(0).path("recipients"));
      assertThat(named.isEmpty() ? "everybody" : String.join(",", named)).isEqualTo(who);
      List<String> granted = Json.texts(grants.get(0).path("dataCategories"));
      assertThat(granted.size() == 2 ? "all" : String.join(",", granted)).isEqualTo(data);
    }
  }

  @Test
  void whatDeniesAPurposeIsARefusalOfItsProcess() throws Exception {
    fhir(r4("denyPurpose(HMARKT)"));

    assertThat(decisions()).containsExactlyInAnyOrder("GIVEN care for all", "REFUSED ads for all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'grantee':[{'display':'bank'},{'display':'Insurer'}],|insurer",
        "'grantee':[{'display':'bank'},{'display':'Insurer'},{'display':'Stranger'}],|insurer",
        "'grantee':[{'display':'bank'},{'reference':'Organization/54'},{'display':'broker'}],|all",
        "'grantee':[{'display':'bank'}],|none",
        "'grantee':[{'display':'bank'},{'display':'Stranger'}],|none",
        "'grantee':[{'display':'Insurer'}],|none",
        "'controller':[{'display':'bank'}],'grantee':[{'display':'Insurer'}],|none",
        "'controller':[{'display':'bank'}],|all"
      })
  void granteesAreThoseForWhomItIs(String more, String who) throws Exception {
    fhir(
        "{'resourceType':'Consent','status':'active','category':[{"
            + scope()
            + "}],'subject':{'reference':'Patient/1'},'date':'2020-01-01','decision':'permit',"
            + more
            + "'period':{'end':'2029-01-01'}}");

    assertThat(decisions())
        .isEqualTo(who.equals("none") ? List.of() : List.of("GIVEN care for " + who));
  }

  @Test
  void actorsOfThePermissionAreThoseForWhomItIs() throws Exception {
    fhir(
        r4("").replace("'type'", "'actor':[" + actor("bank") + "," + actor("Broker") + "],'type'"));
    fhir(other(r4("").replace("'type'", "'actor':[" + actor("Broker") + "],'type'")));

    assertThat(decisions()).containsExactly("GIVEN care for broker");
  }

  @Test
  void recipientsOfDpvAndThirdPartiesOfKantaraAreThoseForWhomItIs() throws Exception {
    imported("dpv27560", dpv("'dpv:hasRecipient':['Insurer','Somebody'],"));
    imported("dpv27560", dpv("'dpv:hasRecipient':[],").replace("p1", "p2"));
    imported("dpv27560", dpv("").replace("p1", "p3"));
    imported("kantara", kantara("'thirdPartyDisclosure':true,'thirdPartyName':'Broker, Other',"));
    imported("kantara", kantara("'thirdPartyDisclosure':false,").replace("p1", "p4"));
    imported("kantara", kantara("'thirdPartyName':'Other',").replace("p1", "p5"));

    assertThat(decisions())
        .containsExactly("GIVEN care for insurer", "GIVEN care for all", "GIVEN care for broker");
  }

  @Test
  void aNewerWordForFewerReplacesAndAnOlderOneForMoreDoesNot() throws Exception {
    fhir(r4(""));
    fhir(r4("deny(Broker)").replace("2020-01-01", "2021-01-01"));
    fhir(r4("").replace("2020-01-01", "2020-06-01"));
    fhir(r4("deny(Broker)").replace("2020-01-01", "2022-01-01"));

    assertThat(decisions()).containsExactly("GIVEN care for all", "GIVEN care for insurer");
  }

  @Test
  void aNewerWordThatExceptsSomebodyUnknownEndsTheWiderConsent() throws Exception {
    fhir(r4(""));
    Cli.Run run = fhir(r4("deny(Organization/55)").replace("2020-01-01", "2021-01-01"));

    assertThat(run.out()).contains("it excepts somebody whom --recipient doesn't name");
    assertThat(node.committed().get(node.committed().size() - 1).path("kind").asText())
        .isEqualTo("WithdrawConsent");
  }

  @Test
  void aPermissionForPurposesIsAGrantOfTheirProcesses() throws Exception {
    String rule = "'purpose':[{'code':'HMARKT'},{'code':'HRESCH'}],'type'";
    fhir(r4("").replace("2020-01-01", "2019-01-01"));
    fhir(r4("").replace("'type'", rule));

    assertThat(decisions()).containsExactly("GIVEN care for all", "GIVEN ads for all");
    assertThat(node.committed())
        .extracting(entry -> entry.path("kind").asText())
        .contains("WithdrawConsent");
  }

  private static String r4(String rules) {
    List<String> provisions = new ArrayList<>();
    for (String rule : rules.isEmpty() ? new String[0] : rules.split("(?<=\\)),", -1)) {
      String what = rule.substring(rule.indexOf('(') + 1, Math.max(1, rule.length() - 1));
      String[] words = what.split(",", -1);
      if (rule.startsWith("denyPurpose")) {
        provisions.add(deny("'purpose':[{'code':'" + what + "'}]"));
      } else if (rule.startsWith("denyData")) {
        String data = "'class':[{'code':'" + words[0] + "'}]";
        provisions.add(
            deny(words.length == 1 ? data : data + ",'actor':[" + actor(words[1]) + "]"));
      } else if (rule.equals("deny()")) {
        provisions.add("{'type':'deny'}");
      } else if (rule.startsWith("deny")) {
        provisions.add(deny("'actor':[" + actor(what) + "]"));
      }
    }
    return "{'resourceType':'Consent','status':'active','scope':{"
        + scope()
        + "},'patient':{'reference':'Patient/1'},'dateTime':'2020-01-01','provision':{"
        + "'period':{'end':'2029-01-01'},'type':'permit','provision':["
        + String.join(",", provisions)
        + "]}}";
  }

  private static String deny(String what) {
    return "{'type':'deny'," + what + "}";
  }

  private static String actor(String who) {
    String as = who.startsWith("Organization") ? "reference" : "display";
    return "{'role':{'text':'r'},'reference':{'" + as + "':'" + who + "'}}";
  }

  private static String scope() {
    return "'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope',"
        + "'code':'patient-privacy'}]";
  }

  private static String other(String document) {
    return document.replace("Patient/1", "Patient/2");
  }

  private static String dpv(String recipients) {
    return "{'@type':'dpv:ConsentRecord','dpv:hasDataSubject':'p1',"
        + recipients
        + "'dpv:hasPersonalData':'pd:Name','dpv:hasConsentStatus':{'@type':'dpv:ConsentGiven',"
        + "'dpv:isIndicatedAtTime':'2020-01-01','dpv:hasDuration':{'@type':"
        + "'dpv:UntilTimeDuration','rdf:value':'2029-01-01'}}}";
  }

  private static String kantara(String parties) {
    return "{'version':'KI-CR-v1.1.0','jurisdiction':'DE','consentTimestamp':1577836800,"
        + "'collectionMethod':'f','consentReceiptID':'c','language':'en','piiPrincipalId':'p1',"
        + "'piiControllers':[{'piiController':'bank'}],'policyUrl':'u','sensitive':false,"
        + "'spiCat':[],'services':[{'service':'s','purposes':[{'purposeCategory':['6'],"
        + parties
        + "'consentType':'EXPLICIT','piiCategory':['Name'],'termination':'2029-01-01'}]}]}";
  }

  private Cli.Run fhir(String document) throws IOException {
    return imported("fhir", document);
  }

  private Cli.Run imported(String format, String document) throws IOException {
    Path file = directory.resolve("document-" + files++ + ".json");
    Files.writeString(file, document.replace('\'', '"'));
    return cli.run(
        ("import "
                + format
                + " "
                + file
                + " --controller bank --process care@1"
                + " --recipient Organization/54=insurer --recipient Organization/9=elsewhere"
                + " --purpose CARE=care@1 --purpose HMARKT=ads@1"
                + " --category Name=Name --category MOOD=Name --json")
            .split(" ", -1));
  }

  private List<JsonNode> grants() {
    List<JsonNode> grants = new ArrayList<>();
    for (JsonNode entry : node.committed()) {
      if (entry.at("/payload/decision").asText().equals("GIVEN")) {
        grants.add(entry.path("payload"));
      }
    }
    return grants;
  }

  private List<String> decisions() {
    List<String> decisions = new ArrayList<>();
    for (JsonNode entry : node.committed()) {
      JsonNode payload = entry.path("payload");
      if (payload.has("decision")) {
        List<String> named = Json.texts(payload.path("recipients"));
        decisions.add(
            payload.path("decision").asText()
                + " "
                + payload.at("/process/id").asText()
                + " for "
                + (named.isEmpty() ? "all" : String.join(",", named)));
      }
    }
    return decisions;
  }

  private void run(String line) {
    Cli.Run run = cli.run(line.split(" ", -1));
    assertThat(run.exit()).as(run.err()).isZero();
  }
}
