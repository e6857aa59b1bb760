package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.base.Json;
import io.consentledger.cli.imports.ImportPlan;
import io.consentledger.cli.imports.OriginalDocument;
import io.consentledger.ledger.json.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was imported comes back byte for byte. */
class OriginalExportTest {
  private static final String DECLARE =
      "process declare --party bank --id %s --version 1 --notice n@1 --purposes Marketing"
          + " --legal-basis ExplicitlyExpressedConsent --storage-locations DE"
          + " --data-categories EmailAddress --retention-days 30 --jurisdiction DE";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;
  private Path home;

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
    for (String id : List.of("basic", "personal", "ads")) {
      run(DECLARE.formatted(id));
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void thePublishedKantaraReceiptComesBackWhileAllOfItStands() throws Exception {
    Path example = vectors().resolve("kantara/example.json");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("import", "kantara", example.toString(), "--controller", "bank"));
    command.addAll(List.of("--valid-until", "2027-01-31", "--keep-document"));
    command.addAll(List.of("--known-as", "Ankh-Morpork Times"));
    command.addAll(List.of("--purpose", "2 - Contracted Service=basic@1"));
    command.addAll(List.of("--purpose", "5 - Personalize Experience=personal@1"));
    command.addAll(List.of("--purpose", "6 - Marketing=ads@1"));
    for (String data : List.of("1 - Biographical", "2 - Contact", "4 - Communications/Social")) {
      command.addAll(List.of("--category", data + "=EmailAddress"));
    }
    command.addAll(List.of("--category", "7 - Financial=EmailAddress"));
    Cli.Run run = cli.run(command.toArray(String[]::new));
    assertThat(run.exit()).as(run.err() + run.out()).isZero();

    assertThat(export("kantara")).isEqualTo(Files.readString(example));
    assertThat(node.committed().toString())
        .as("nothing personal is on the ledger")
        .doesNotContain("Jeffries")
        .contains("\"details\"");

    run("grant --controller bank --process ads@1 --valid-until 2027-01-31 --wallet " + wallet());
    Cli.Run partly =
        cli.run(words("export kantara --original --controller bank --wallet " + wallet()));
    assertThat(partly.err()).contains("[original-superseded]").contains("ads");
    assertThat(partly.out()).isEmpty();
  }

  /** Most snippets show one field: each is completed with a customer and a status. */
  @Test
  void everyValidSnippetOfDpvComesBack() throws Exception {
    List<Path> snippets;
    try (Stream<Path> all = Files.list(vectors().resolve("dpv27560"))) {
      snippets = all.filter(it -> it.toString().endsWith(".valid.json")).sorted().toList();
    }
    assertThat(snippets).hasSize(70);
    for (Path snippet : snippets) {
      byte[] content = Files.readAllBytes(snippet);
      assertThat(kept(content)).as(snippet.toString()).isEqualTo(content);
    }
    Path record = directory.resolve("record.json");
    Files.writeString(
        record,
        """
        { "@type": "dpv:ConsentRecord", "dpv:hasDataSubject": "Zoë",\t"dpv:hasPurpose": "dpv:Marketing",
          "dpv:hasConsentStatus": "dpv:ConsentRefused" ,  "schema:name": "\\u005a \\/ Zoë \\uD83D\\uDE00 1.50"}
        """
            .replace("\n", "\r\n"));
    Cli.Run run =
        cli.run(
            words(
                "import dpv27560 "
                    + record
                    + " --controller bank --process ads@1 --keep-document"));
    assertThat(run.exit()).as(run.err() + run.out()).isZero();

    assertThat(export("dpv27560")).isEqualTo(Files.readString(record));
    run("grant --controller bank --process ads@1 --wallet " + wallet());
    Cli.Run later =
        cli.run(words("export dpv27560 --original --controller bank --wallet " + wallet()));
    assertThat(later.err()).contains("[original-superseded]");
  }

  @Test
  void aDocumentOfSeveralPersonsIsNotKept() throws Exception {
    Path log = Files.writeString(directory.resolve("l.tsv"), "ann\tSec-GPC: 1\nbob\tSec-GPC: 1\n");
    Cli.Run run = cli.run(words("import gpc " + log + " --controller bank --keep-document"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[document-not-kept]");
    assertThat(node.committed().toString()).doesNotContain("SetPreference");
  }

  @Test
  void aDocumentThatCameTooLateToBeKeptIsNamed() throws Exception {
    Path record = directory.resolve("record.json");
    Files.writeString(
        record,
        "{ \"@type\": \"dpv:ConsentRecord\", \"dpv:hasDataSubject\": \"Zoë\","
            + " \"dpv:hasConsentStatus\": \"dpv:ConsentRefused\" }");
    String line = "import dpv27560 " + record + " --controller bank --process ads@1";
    run(line);

    Cli.Run late = cli.run(words(line + " --keep-document"));
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("[document-not-kept]").contains("recorded before");
    assertThat(cli.run(words(line + " --keep-document --dry-run")).exit()).isZero();

    Files.writeString(record, Files.readString(record) + "\n");
    run("grant --controller bank --process ads@1 --valid-until 2027-01-31 --wallet " + wallet());
    run(line + " --keep-document");
    run(line + " --keep-document");
    assertThat(export("dpv27560")).isEqualTo(Files.readString(record));
  }

  @Test
  void whatWasNotKeptIsNotMadeUp() {
    run("wallet new cay");
    run("open --controller bank --wallet cay");
    run("refuse --controller bank --process ads@1 --wallet cay");
    Cli.Run run = cli.run(words("export dpv27560 --original --controller bank --wallet cay"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[original-unknown]");
    assertThat(run.out()).isEmpty();
  }

  // As the details of a node that gives back what it was given, in canonical form.
  private static byte[] kept(byte[] content) throws Exception {
    ImportPlan plan =
        new ImportPlan.Builder()
            .step(1, "ann", Json.object().put("do", "refuse"), "it says so")
            .build();
    OriginalDocument document = OriginalDocument.of("dpv27560", content, plan).orElseThrow();
    return OriginalDocument.of(CanonicalJson.parse(CanonicalJson.encode(document.details())))
        .orElseThrow()
        .bytes();
  }

  private String export(String format) throws Exception {
    Cli.Run run =
        cli.run(words("export " + format + " --original --controller bank --wallet " + wallet()));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return run.out();
  }

  private String wallet() throws IOException {
    String names = Files.readString(home.resolve("identities/bank.json"));
    return names.substring(names.indexOf("imported-"), names.indexOf("imported-") + 25);
  }

  private static Path vectors() {
    Path consent = Path.of(System.getProperty("consentledger.vectors", ""), "consent");
    Assumptions.assumeTrue(
        Files.exists(consent), "skipped: the published vectors are not on this machine");
    return consent;
  }

  private void run(String line) {
    Cli.Run run = cli.run(words(line));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }
}
