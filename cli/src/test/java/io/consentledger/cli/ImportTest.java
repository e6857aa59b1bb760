package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final String HASH = "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=";
  private static final String OTHER_HASH = "PQOfn1RffEKmqMmNAzDKKaoZCwxWbQZkQzPWmQo9REA=";

  @TempDir Path directory;
  private Path home;
  private Cli cli;

  @BeforeEach
  void make() {
    home = directory.resolve("net");
    cli = Cli.withNetwork(home);
  }

  @Test
  void aHeaderLogOptsOutThoseWhoSentExactlyOne() throws Exception {
    Cli.Run run =
        plan(
            "gpc",
            "log.tsv",
            "ann@x.example\tSec-GPC: 1\nbob\tSec-GPC: true\nann@x.example\tDNT: 1\n");
    assertThat(run.exit()).isZero();
    assertThat(steps(run)).containsExactly("1 opt-out SALE GPC", "1 opt-out SHARE GPC");
    assertThat(run.out()).doesNotContain("ann@x.example").doesNotContain("bob");
    assertThat(Files.exists(home.resolve("imports"))).isFalse();
    assertThat(Files.exists(home.resolve("identities"))).isFalse();
  }

  @Test
  void aLineThatCannotBeReadIsNamedAndTheOthersStand() throws Exception {
    Cli.Run run = plan("gpc", "log.tsv", "ann\tgarbage\nSec-GPC: 1\nbob\tSec-GPC:1\n");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(problems(run)).containsExactly("1 gpc-line", "2 person-missing");
    assertThat(steps(run)).containsExactly("3 opt-out SALE GPC", "3 opt-out SHARE GPC");
  }

  @Test
  void anUnreadablePrivacyStringCountsAsOptedOutAndNoneOptsIn() throws Exception {
    Cli.Run run =
        plan("gpp", "gpp.tsv", "ann\tDBABLA~\nbob\tDBABL~BVQqAAAAAg\ncay\tusca:BAAAAABA.QA\n");
    assertThat(run.exit()).isZero();
    assertThat(steps(run))
        .containsExactly("1 opt-out SALE GPP", "1 opt-out SHARE GPP", "1 opt-out SENSITIVE GPP");
  }

  @Test
  void aListOfTheDeletePlatformOptsOutEverybodyFound() throws Exception {
    Path match = directory.resolve("found.csv");
    Files.writeString(match, "Hash,Person\n" + HASH + ",ann\n" + HASH + ",bob\n");
    Cli.Run run =
        plan(
            "drop",
            "20260312_4821_Email.csv",
            "ID,Hash\nA7kP2xQ9Lm4R,"
                + HASH
                + "\nB7kP2xQ9Lm4R,"
                + OTHER_HASH
                + "\n680,"
                + HASH
                + "\n",
            "--match",
            match.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(problems(run)).containsExactly("4 drop-row");
    assertThat(steps(run).stream().filter(step -> step.contains("DROP"))).hasSize(4);
    assertThat(steps(run))
        .as("two persons have that identifier")
        .noneMatch(it -> it.contains("request"));
    assertThat(run.out()).contains("opted out, not deleted").doesNotContain("A7kP2xQ9Lm4R");
  }

  @Test
  void anImportIsSentOnce() throws Exception {
    Path log = Files.writeString(directory.resolve("log.tsv"), "ann\tSec-GPC: 1\n");
    String[] command = {"import", "gpc", log.toString(), "--controller", "retailer", "--json"};
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli.Run first = cli.asking(node).run(command);
      assertThat(first.err()).isEmpty();
      assertThat(first.exit()).isZero();
      assertThat(first.json().at("/committed").asInt()).isEqualTo(3);
      Cli.Run second = cli.asking(node).run(command);
      assertThat(second.exit()).isZero();
      assertThat(second.json().at("/steps/0/notSent").asText()).isEqualTo("opted out already");
      assertThat(node.received()).hasSize(3);
    }
  }

  @Test
  void aLogOfManyLinesIsOneRecordForAPersonAndAChange() throws Exception {
    int people = 300;
    StringBuilder log = new StringBuilder();
    for (int line = 0; line < 5 * people; line++) {
      String name = "Customer" + line % people + (line % 2 == 0 ? "@x.example" : "@X.EXAMPLE ");
      log.append(name).append(line % 7 == 6 ? "\tSec-GPC: 0\n" : "\tSec-GPC: 1\n");
    }
    Path first = Files.writeString(directory.resolve("one.tsv"), log);
    Path next = Files.writeString(directory.resolve("two.tsv"), log + "new\tSec-GPC: 1\n");
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli asking = cli.asking(node);
      Cli.Run one = asking.run("import", "gpc", first.toString(), "--controller", "retailer");
      assertThat(one.exit()).as(one.err()).isZero();
      assertThat(kinds(node).stream().filter("OpenRelationship"::equals)).hasSize(people);
      assertThat(kinds(node).stream().filter("SetPreference"::equals)).hasSize(2 * people);
      assertThat(node.received()).hasSize(3 * people);
      Cli.Run two = asking.run("import", "gpc", next.toString(), "--controller", "retailer");
      assertThat(two.exit()).as(two.err()).isZero();
      assertThat(node.received()).hasSize(3 * people + 3);
      assertThat(two.out().lines().filter(line -> line.contains("opted out already (opt-out)")))
          .hasSize(21)
          .last()
          .isEqualTo(
              "not sent: "
                  + (2 * people - 20)
                  + " more, opted out already (opt-out);"
                  + " --json names each");
    }
  }

  @Test
  void aBadLineHoldsNoOptOutBack() throws Exception {
    Path log = Files.writeString(directory.resolve("log.tsv"), "garbage\nann\tSec-GPC: 1\n");
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli.Run run =
          cli.asking(node).run("import", "gpc", log.toString(), "--controller", "retailer");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).contains("line 1: ");
      assertThat(kinds(node)).containsExactly("OpenRelationship", "SetPreference", "SetPreference");
    }
  }

  @Test
  void aBadPartHoldsBackWhatPermitsAndNothingElse() throws Exception {
    String consent =
        "{\"resourceType\":\"Consent\",\"status\":\"%s\",%s\"patient\":{\"reference\":\"P/1\"}}\n";
    String permit =
        "\"scope\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/consentscope\","
            + "\"code\":\"research\"}]},\"provision\":{\"type\":\"permit\",\"period\":{\"end\":\"2027-11-01\"}},";
    Path bulk =
        Files.writeString(
            directory.resolve("bulk.ndjson"),
            consent.formatted("active", permit)
                + "{}\n"
                + consent.formatted("rejected", "").replace("P/1", "P/2"));
    String[] command = {
      "import",
      "fhir",
      bulk.toString(),
      "--controller",
      "retailer",
      "--process",
      "offers@1",
      "--json"
    };
    try (FakeNode node = FakeNode.onAnyPort()) {
      declare(node);
      Cli.Run first = cli.asking(node).run(command);
      assertThat(first.exit()).as(first.err()).isEqualTo(1);
      assertThat(decisions(node)).containsExactly("REFUSED");
      assertThat(first.json().at("/notSent/0/notSent").asText()).contains("held back");
      Cli.Run rest = cli.asking(node).run(with(command, "--skip-bad"));
      assertThat(rest.exit()).as(rest.err()).isEqualTo(1);
      assertThat(decisions(node)).containsExactly("REFUSED", "GIVEN");
    }
  }

  @Test
  void aConsentThatWasNeverThereIsNotWithdrawn() throws Exception {
    String ended =
        "{\"resourceType\":\"Consent\",\"status\":\"inactive\",\"patient\":{\"reference\":\"P/1\"}}";
    Path file = Files.writeString(directory.resolve("ended.json"), ended);
    String[] command = {
      "import", "fhir", file.toString(), "--controller", "retailer", "--process", "offers@1"
    };
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli.Run run = cli.asking(node).run(command);
      assertThat(run.exit()).isZero();
      assertThat(run.out()).contains("not sent: nothing to withdraw");
      assertThat(node.received()).isEmpty();
    }
  }

  @Test
  void aDeletionIsAskedForOnceWhileItIsOpen() throws Exception {
    Path match = Files.writeString(directory.resolve("m.csv"), "Hash,Person\n" + HASH + ",ann\n");
    try (FakeNode node = FakeNode.onAnyPort()) {
      for (String id : List.of("A7kP2xQ9Lm4R", "B7kP2xQ9Lm4R")) {
        Path list = Files.writeString(directory.resolve(id), "ID,Hash\n" + id + "," + HASH + "\n");
        Cli.Run run =
            cli.asking(node)
                .run(
                    "import",
                    "drop",
                    list.toString(),
                    "--controller",
                    "retailer",
                    "--match",
                    match.toString());
        assertThat(run.exit()).as(run.err()).isZero();
      }
      assertThat(kinds(node).stream().filter("OpenRequest"::equals)).hasSize(1);
      JsonNode request =
          node.committed().stream()
              .filter(it -> it.path("kind").asText().equals("OpenRequest"))
              .findFirst()
              .orElseThrow()
              .path("payload");
      assertThat(request.path("regime").asText()).isEqualTo("CCPA");
      assertThat(request.path("right").asText()).isEqualTo("DELETE");
      assertThat(request.toString()).doesNotContain(HASH).doesNotContain("ann");
    }
  }

  private void declare(FakeNode node) throws Exception {
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask.");
    for (String line :
        List.of(
            "notice publish --party retailer --id n --version 1 --languages en"
                + " --uri https://r.example/n --content "
                + notice,
            "process declare --party retailer --id offers --version 1 --notice n@1"
                + " --purposes Marketing --legal-basis ExplicitlyExpressedConsent"
                + " --storage-locations DE --data-categories EmailAddress"
                + " --retention-days 30 --jurisdiction DE")) {
      assertThat(cli.asking(node).run(line.split(" ", -1)).err()).isEmpty();
    }
  }

  private static String[] with(String[] command, String more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private static List<String> kinds(FakeNode node) {
    return node.committed().stream().map(it -> it.path("kind").asText()).toList();
  }

  private static List<String> decisions(FakeNode node) {
    return node.committed().stream()
        .map(it -> it.path("payload").path("decision").asText())
        .filter(decision -> !decision.isEmpty())
        .toList();
  }

  @Test
  void aPersonHasOneWalletInAllLogsOfAnOrganisation() throws Exception {
    Path identities = home.resolve("identities/retailer.json");
    Files.createDirectories(home.resolve("identities"));
    Files.writeString(identities, "{\"own\":{\"ann\":\"anns-wallet\"}}");
    Files.setPosixFilePermissions(identities, PosixFilePermissions.fromString("rw-------"));
    assertThat(plan("gpc", "log.tsv", "ann\tSec-GPC: 1\n").out()).contains("\"anns-wallet\"");
    assertThat(plan("gpp", "gpp.tsv", "ann\tDBABLA~\n").out()).contains("\"anns-wallet\"");
    assertThat(plan("gpc", "log.tsv", "Sec-GPC: 1\n", "--person", "ann").out())
        .contains("\"anns-wallet\"");
  }

  @Test
  void medicalConsentsOfBothReleasesAreReadFromABundle() throws Exception {
    String scope =
        "[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope',"
            + "'code':'patient-privacy'}]}]";
    String bundle =
        """
        {'resourceType':'Bundle','type':'collection','entry':[
         {'resource':{'resourceType':'Patient','id':'52'}},
         {'resource':{'resourceType':'Consent','status':'active','category':%s,
          'patient':{'reference':'Patient/52'},
          'provision':{'type':'permit','period':{'end':'2999-01-01'}}}},
         {'resource':{'resourceType':'Consent','status':'active','category':%s,
          'subject':{'reference':'Patient/53'},'decision':'permit'}},
         {'resource':{'resourceType':'Consent','status':'inactive','category':%s,
          'subject':{'reference':'Patient/54'},'decision':'permit'}}]}
        """
            .formatted(scope, scope, scope)
            .replace('\'', '"');
    Cli.Run run = plan("fhir", "bundle.json", bundle, "--process", "research@1");
    assertThat(steps(run))
        .as("what can't be granted ends what is wider")
        .containsExactly(
            "1 grant research@1 2999-01-01T00:00:00Z",
            "1 withdraw research@1",
            "1 withdraw research@1");
    assertThat(problems(run)).containsExactly("1 fhir-unbounded");
    assertThat(run.out()).contains("entry 3: ").doesNotContain("Patient/5");
    assertThat(problems(plan("fhir", "bundle.json", bundle))).contains("1 process-missing");
  }

  @Test
  void aMalformedMedicalConsentIsNamedByItsLine() throws Exception {
    String good =
        "{\"resourceType\":\"Consent\",\"status\":\"rejected\",\"patient\":{\"reference\":\"P/1\"}}\n";
    Cli.Run lines =
        plan("fhir", "bulk.ndjson", good + "{\"a\":1,\"a\":2}\n" + good, "--process", "care@1");
    assertThat(problems(lines)).containsExactly("2 document-malformed");
    assertThat(steps(lines)).containsExactly("1 refuse care@1", "3 refuse care@1");
    Cli.Run one = plan("fhir", "one.json", "{\n \"resourceType\":\"Consent\",\n \"status\"\n}");
    assertThat(problems(one)).containsExactly("4 document-malformed");
  }

  @Test
  void anotherDocumentIsRefused() throws Exception {
    assertThat(plan("fax", "x", "").err()).contains("[format-unknown]");
    assertThat(problems(plan("drop", "x.csv", "Id,Hash\n"))).containsExactly("1 drop-header");
    assertThat(problems(plan("drop", "x.csv", "ID,Hash\n"))).containsExactly("1 matches-missing");
    Path latin = Files.write(directory.resolve("l.tsv"), new byte[] {(byte) 0xe9, '\t', '1'});
    Cli.Run run =
        cli.run("import", "gpc", latin.toString(), "--controller", "retailer", "--dry-run");
    assertThat(run.out()).contains("[document-malformed]");
    assertThat(run.exit()).isEqualTo(1);
    Path match = Files.writeString(directory.resolve("m.csv"), "Hash,Person\nx\n");
    assertThat(plan("drop", "x.csv", "ID,Hash\n", "--match", match.toString()).err())
        .contains("line 2 of the matches");
  }

  private Cli.Run plan(String format, String name, String text, String... more) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("import", format, file.toString(), "--controller", "retailer"));
    command.addAll(List.of(more));
    command.addAll(List.of("--dry-run", "--json"));
    try (FakeNode node = FakeNode.onAnyPort()) {
      return cli.asking(node).run(command.toArray(String[]::new));
    }
  }

  private static List<String> steps(Cli.Run run) throws Exception {
    List<String> steps = new ArrayList<>();
    for (JsonNode step : run.json().path("steps")) {
      StringBuilder words = new StringBuilder(step.path("line").asText());
      for (String field : List.of("do", "right", "process", "source", "validUntil")) {
        JsonNode value = step.path("instruction").path(field);
        words.append(value.isMissingNode() ? "" : " " + value.asText());
      }
      steps.add(words.toString());
    }
    return steps;
  }

  private static List<String> problems(Cli.Run run) throws Exception {
    List<String> problems = new ArrayList<>();
    for (JsonNode problem : run.json().path("problems")) {
      problems.add(problem.path("line").asText() + " " + problem.path("code").asText());
    }
    return problems;
  }
}
