package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A foreign document onto the ledger, and from there into a document of its format: it means the
 * same.
 */
class ReexportTest {
  private static final String SCOPE =
      "{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope','code':'research'}]}";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;
  private Path home;
  private String person = "ann";

  @BeforeEach
  void declare() throws Exception {
    node = FakeNode.onAnyPort();
    home = directory.resolve("home");
    cli = Cli.withNetwork(home).asking(node);
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
  void consentRecordsOfDpvMeanTheSame() throws Exception {
    String record =
        """
        {'@type':'dpv:ConsentRecord','dpv:hasDataSubject':'0760c9ba','dpv:hasPurpose':'dpv:Marketing',
         'dpv:hasPersonalData':'pd:Name','dpv:hasConsentStatus':{'@type':'dpv:ConsentGiven',
          'dpv:isIndicatedAtTime':'2026-11-05T16:18:25','dpv:hasDuration':
           {'@type':'dpv:TemporalDuration','rdf:value':'P6M'}}}
        """;
    means("dpv27560", "dpv27560", record, "grant care@1 [\"Name\"] 2027-05-05T16:18:25Z");
    means(
        "dpv27560",
        "dpv27560",
        record.replace("ConsentGiven", "ConsentWithdrawn").replace("0760c9ba", "1760c9ba"),
        "refuse care@1");
  }

  @Test
  void receiptsOfKantaraMeanTheSame() throws Exception {
    String receipt =
        """
        {'version':'KI-CR-v1.1.0','jurisdiction':'DE','consentTimestamp':1,'collectionMethod':'form',
         'consentReceiptID':'c1','language':'en','piiPrincipalId':'p-17','piiControllers':[],
         'policyUrl':'https://bank.example/n','sensitive':false,'spiCat':[],'services':[{'service':'news',
          'purposes':[{'purposeCategory':['6'],'consentType':'EXPLICIT','piiCategory':['Name']}]}]}
        """;
    means("kantara", "kantara", receipt, "grant care@1 [\"Name\"] 2027-01-31");
  }

  @Test
  void consentsOfFhirMeanTheSame() throws Exception {
    String head = "{'resourceType':'Consent','status':'active',";
    means(
        "fhir",
        "fhir-r4",
        head
            + "'scope':"
            + SCOPE
            + ",'patient':{'reference':'P/1'},'provision':{'type':'permit',"
            + "'period':{'end':'2027-01-31'}}}",
        "grant care@1 [\"EmailAddress\",\"Name\"] 2027-01-31");
    means(
        "fhir",
        "fhir",
        head + "'category':[" + SCOPE + "],'subject':{'reference':'P/2'},'decision':'deny'}",
        "refuse care@1");
  }

  @Test
  void privacyStringsMeanTheSame() throws Exception {
    means("gpp", "gpp", "usca:BVWSSSVY.YA", "opt-out SALE", "opt-out SHARE", "opt-out SENSITIVE");
    person = "bob";
    means("gpp", "gpp", "DBABL~BVQVAAAAAg", "opt-out SALE", "opt-out SHARE");
  }

  private void means(String format, String exported, String document, String... wanted)
      throws Exception {
    Path file = Files.writeString(directory.resolve("in"), document.replace('\'', '"'));
    assertThat(steps(format, file)).as("what is imported").containsExactlyInAnyOrder(wanted);
    Cli.Run sent = cli.run(command(format, file));
    assertThat(sent.exit()).as(sent.err() + sent.out()).isZero();
    Cli.Run out = cli.run("export", exported, "--controller", "bank", "--wallet", newest());
    assertThat(out.err()).isEmpty();
    Path again = Files.writeString(directory.resolve("out"), out.out());
    assertThat(steps(format, again)).as("what comes back").containsExactlyInAnyOrder(wanted);
  }

  private List<String> steps(String format, Path file) throws IOException {
    List<String> command = new ArrayList<>(List.of(command(format, file)));
    command.addAll(List.of("--dry-run", "--json"));
    Cli.Run run = cli.run(command.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.json().path("problems")).isEmpty();
    List<String> steps = new ArrayList<>();
    for (JsonNode step : run.json().path("steps")) {
      steps.add(meaning((ObjectNode) step.path("instruction")));
    }
    return steps;
  }

  // A grant that names no data is of all that the process declares.
  private static String meaning(ObjectNode step) {
    StringBuilder words = new StringBuilder(step.path("do").asText());
    if (step.path("do").asText().equals("grant") && !step.has("dataCategories")) {
      step.putArray("dataCategories").add("EmailAddress").add("Name");
    }
    for (String field : List.of("right", "process", "dataCategories", "validUntil")) {
      JsonNode value = step.path(field);
      if (!value.isMissingNode()) {
        words.append(' ').append(value.isTextual() ? value.asText() : Json.line(value));
      }
    }
    return words.toString().replace("T00:00:00Z", "").replace("T00:00:00.000Z", "");
  }

  private String[] command(String format, Path file) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("import", format, file.toString(), "--controller", "bank"));
    boolean signals = format.equals("gpp");
    command.addAll(signals ? List.of("--person", person) : List.of("--process", "care@1"));
    if (format.equals("kantara")) {
      command.addAll(List.of("--valid-until", "2027-01-31"));
    }
    return command.toArray(String[]::new);
  }

  // The wallet of the person who was imported last.
  private String newest() throws IOException {
    String names = Files.readString(home.resolve("identities/bank.json"));
    int at = names.lastIndexOf("imported-");
    return names.substring(at, at + 25);
  }

  private void run(String line) {
    Cli.Run run = cli.run(line.split(" ", -1));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }
}
