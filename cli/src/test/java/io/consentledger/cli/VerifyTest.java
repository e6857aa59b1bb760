package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code consent verify} on the bundles of the specification: no home, no node. */
final class VerifyTest {
  private static final Path VECTORS = Path.of("../docs/spec/vectors/evidence");
  private static final String GENESIS = VECTORS.resolve("genesis.json").toString();

  @TempDir Path directory;

  @Test
  void judgesEveryBundleOfTheSpecification() throws IOException {
    for (String line : Files.readAllLines(VECTORS.resolve("cases.tsv"))) {
      String[] cells = line.split("\t", -1);
      Cli.Run run = verify(VECTORS.resolve(cells[0]), options(cells[3]));
      if (cells[1].equals("verified")) {
        assertThat(run.exit()).as(line).isZero();
      } else {
        assertThat(run.exit()).as(line).isEqualTo(1);
        assertThat(run.err()).as(line).contains("[" + cells[1] + "]");
        assertThat(run.out()).as(line).isEmpty();
      }
    }
  }

  /** As the list has them: files stand beside it. */
  private static String[] options(String cell) {
    if (cell.isEmpty()) {
      return new String[0];
    }
    String[] words = cell.split(" ", -1);
    return words[0].equals("--since")
        ? new String[] {words[0], VECTORS.resolve(words[1]).toString()}
        : words;
  }

  @Test
  void saysWhatIsProvedByWhomAndWhatIsNot() throws IOException {
    Cli.Run run = verify(bundle("good: one block"));
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("VERIFIED")
        .contains("with bank: 3 records, no findings")
        .contains("Complete up to block 5")
        .contains("bank, retailer, adtech certified block 5: 3 of 4 validators, 3 needed")
        .contains("unless more than 1 of these 4 organisations collude")
        .contains("freshness")
        .contains("never submitted")
        .contains("Level of the last step: executes (the rules let in every record")
        .contains("consent given until");
  }

  @Test
  void saysThatThereAreNoRecords() throws IOException {
    assertThat(verify(bundle("good: no records")).out()).contains("no records");
  }

  @Test
  void derivesTheAnswerToABundlesQuestion() throws IOException {
    Path bundle = bundle("good: a decision as known at a block of others");
    assertThat(verify(bundle).out())
        .contains("Question: may bank USE EmailAddress under")
        .contains("as known at block 2?")
        .contains("Answer, derived from the records: INDETERMINATE")
        .contains("[RELATIONSHIP_UNKNOWN]");
    JsonNode decision = verify(bundle, "--json").json().path("decision");
    assertThat(decision.path("decision").asText()).isEqualTo("INDETERMINATE");
    assertThat(decision.path("height").asLong()).isEqualTo(2);
    assertThat(decision.path("question").path("controller").asText()).isEqualTo("bank");
  }

  @Test
  void saysThatAReceiptIsNoHistory() throws IOException {
    Cli.Run run = verify(bundle("good: a receipt"));
    assertThat(run.out())
        .contains("Recorded: ")
        .contains("completeness")
        .contains("Level of the last step: executes (of a receipt");
  }

  @Test
  void answersProgramsWithTheSame() throws IOException {
    JsonNode json = verify(bundle("good: one block"), "--json").json();
    assertThat(json.path("verified").asBoolean()).isTrue();
    assertThat(json.path("anchor").path("height").asLong()).isEqualTo(5);
    assertThat(json.path("certificate").path("colludingMax").asInt()).isEqualTo(1);
    assertThat(json.path("relationships").get(0).path("entries")).hasSize(3);
    assertThat(json.path("relationships").get(0).path("controller").asText()).isEqualTo("bank");
    assertThat(json.path("notProved")).isNotEmpty();
    assertThat(json.path("level").asText()).isEqualTo("executes");
  }

  @Test
  void showsAHistoryAsItStood() throws IOException {
    Path bundle = bundle("good: one block");
    JsonNode before = verify(bundle, "--as-of", "2025-12-31", "--json").json();
    assertThat(before.path("relationships").get(0).path("entries")).isEmpty();
    JsonNode then = verify(bundle, "--as-of", "2026-01-01", "--json").json();
    assertThat(then.path("relationships").get(0).path("entries")).hasSize(3);
    assertThat(then.path("notProved").toString()).contains("the state at 2026-01-01T23:59:59Z");
    assertThat(verify(bundle, "--as-of", "last year").err()).contains("[date-malformed]");
  }

  @Test
  void wantsTheChallengeAndTheEarlierBundleThatAreNamed() throws IOException {
    Path bundle = bundle("good: one block");
    assertThat(verify(bundle, "--challenge", "ab".repeat(32)).err())
        .contains("[challenge-missing]");
    assertThat(verify(bundle, "--since", bundle("good: no records").toString()).err())
        .contains("[since-missing]");
    assertThat(verify(bundle, "--since", bundle.toString()).exit()).isZero();
  }

  @Test
  void tellsMissingFilesFromRefusedOnes() throws IOException {
    Cli.Run missing = verify(directory.resolve("nothing.json"));
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("[file-missing]");
    Path bundle = bundle("good: one block");
    Cli.Run wrong = Cli.without().run("verify", bundle.toString(), "--genesis", bundle.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("[genesis-invalid]");
    assertThat(Cli.without().run("verify", bundle.toString()).exit()).isEqualTo(2);
  }

  static Cli.Run verify(Path bundle, String... options) {
    List<String> all = new ArrayList<>(List.of("verify", bundle.toString(), "--genesis", GENESIS));
    all.addAll(List.of(options));
    return Cli.without().run(all.toArray(String[]::new));
  }

  /** The first bundle of the specification whose name begins so. */
  static Path bundle(String name) throws IOException {
    return Files.readAllLines(VECTORS.resolve("cases.tsv")).stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[2].startsWith(name))
        .map(cells -> VECTORS.resolve(cells[0]))
        .findFirst()
        .orElseThrow();
  }
}
