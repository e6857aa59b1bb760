package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.provider.ValueSource;

/** From the ledger into a document and back into a plan: the same wills, and none besides. */
class ExportRoundTripTest {
  private static final String WHO = " --wallet ann --controller bank";
  private static final String UNTIL = " --valid-until 2027-01-31";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void declare() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("home")).asking(node);
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we write.");
    run("wallet new ann");
    run(
        "notice publish --party bank --id n --version 1 --languages en"
            + " --uri https://bank.example/n --content "
            + notice);
    for (String process : List.of("care --version 1", "care --version 2", "ads --version 1")) {
      run(
          "process declare --party bank --id "
              + process
              + " --notice n@1 --purposes Marketing"
              + " --legal-basis ExplicitlyExpressedConsent --storage-locations DE"
              + " --data-categories EmailAddress,Age --retention-days 30 --jurisdiction DE");
    }
    run("open" + WHO);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fhir", "fhir-r4"})
  void consentsComeBackAsTheyStand(String format) throws Exception {
    run("grant --process care@1 --data-categories Age" + UNTIL + WHO);
    run("refuse --process ads@1" + WHO);
    assertThat(plan(format, "fhir"))
        .containsExactly(
            "{\"do\":\"grant\",\"process\":\"care@1\",\"dataCategories\":[\"Age\"],"
                + "\"validUntil\":\"2027-01-31T00:00:00Z\"}",
            "{\"do\":\"refuse\",\"process\":\"ads@1\"}");

    // Being asked again, about a newer version too, changes nothing.
    run("request --process care@2" + WHO);
    assertThat(plan(format, "fhir")).hasSize(2).first().asString().contains("care@1");

    run("withdraw --process care" + WHO);
    assertThat(plan(format, "fhir")).noneMatch(step -> step.contains("grant"));

    run("request --process care@2" + WHO);
    assertThat(plan(format, "fhir")).containsExactly("{\"do\":\"refuse\",\"process\":\"ads@1\"}");
  }

  @ParameterizedTest
  @CsvSource({"fhir,fhir", "fhir-r4,fhir", "dpv27560,dpv27560", "kantara,kantara"})
  void forWhomAConsentIsComesBack(String exported, String format) throws Exception {
    run(
        "process declare --party bank --id share --version 1 --notice n@1 --purposes Marketing"
            + " --legal-basis ExplicitlyExpressedConsent --storage-locations DE"
            + " --recipients broker,insurer,lab --data-categories EmailAddress,Age"
            + " --retention-days 30 --jurisdiction DE");
    run("grant --process share@1 --recipients broker,lab" + UNTIL + WHO);
    List<String> back = plan(exported, format, "--process", "share@1");
    assertThat(back).hasSize(1);
    assertThat(back.get(0)).contains("\"recipients\":[\"broker\",\"lab\"]");
    run("grant --process share@1" + UNTIL + WHO);
    List<String> all = plan(exported, format, "--process", "share@1");
    assertThat(all).isNotEmpty().noneMatch(step -> step.contains("recipients"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fhir", "fhir-r4"})
  void aConsentPastItsEndComesBackAsNone(String format) throws Exception {
    run("grant --process care@1" + UNTIL + WHO);
    Cli before = cli;
    cli = cli.withClock(() -> Instant.parse("2027-01-31T00:00:00Z"));
    assertThat(plan(format, "fhir"))
        .containsExactly("{\"do\":\"withdraw\",\"process\":\"care@1\"}");
    cli = before.withClock(() -> Instant.parse("2027-01-30T23:59:59.999Z"));
    assertThat(plan(format, "fhir")).hasSize(1).allMatch(step -> step.contains("grant"));
  }

  @Test
  void optOutsComeBackAndNothingUnknownDoes() throws Exception {
    assertThat(plan("gpp", "gpp", "--person", "ann")).isEmpty();
    String nothing = cli.run(words("export gpp" + WHO)).out();

    run("opt-out --right SALE" + WHO);
    run("opt-in --right SHARE" + WHO);
    assertThat(plan("gpp", "gpp", "--person", "ann")).hasSize(1).allMatch(s -> s.contains("SALE"));

    run("opt-in --right SALE" + WHO);
    assertThat(plan("gpp", "gpp", "--person", "ann")).isEmpty();
    String in = cli.run(words("export gpp" + WHO)).out();
    assertThat(in).as("not opted out isn't unknown").isNotEqualTo(nothing);
  }

  @Test
  void theSignalOfAnOptOutComesBackToo() throws Exception {
    run("opt-out --right SALE --source GPC" + WHO);
    run("opt-out --right SHARE --source GPC" + WHO);
    String byGpc = cli.run(words("export gpp" + WHO)).out();
    run("opt-in --right SALE" + WHO);
    run("opt-out --right SALE --source FORM" + WHO);
    assertThat(cli.run(words("export gpp" + WHO)).out()).isNotEqualTo(byGpc);
    assertThat(plan("gpp", "gpp", "--person", "ann")).hasSize(2);
  }

  @Test
  void whatAPrivacyStringHasNoFieldForIsNamed() {
    run("opt-out --right DIRECT_MARKETING" + WHO);
    Cli.Run run = cli.run(words("export gpp" + WHO));
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("left out: ").contains("DIRECT_MARKETING");
  }

  private List<String> plan(String exported, String format, String... more) throws Exception {
    Cli.Run document = cli.run(words("export " + exported + WHO));
    assertThat(document.err()).isEmpty();
    Path file = Files.writeString(directory.resolve("exported"), document.out());
    List<String> command = new ArrayList<>(List.of("import", format, file.toString()));
    command.addAll(List.of("--controller", "bank", "--dry-run", "--json"));
    command.addAll(List.of(more));
    Cli.Run run = cli.run(command.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.json().path("problems")).isEmpty();
    List<String> steps = new ArrayList<>();
    for (JsonNode step : run.json().path("steps")) {
      steps.add(step.path("instruction").toString());
    }
    return steps;
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
