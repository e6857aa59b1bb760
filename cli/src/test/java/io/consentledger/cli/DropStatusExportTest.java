package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropStatusExportTest {
  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;
  private Path home;
  private Path match;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    home = directory.resolve("home");
    cli = Cli.withNetwork(home).asking(node);
    List<String> matches = new ArrayList<>(List.of("Hash,Person"));
    for (String person : List.of("ann", "bob", "cay", "dan", "eve")) {
      matches.add(hash(person) + "," + person);
    }
    matches.add(hash("shared") + ",fay");
    matches.add(hash("shared") + ",gus");
    match = Files.write(directory.resolve("found.csv"), matches);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void eachWorkItemThatWasDealtWithHasItsStatus() throws Exception {
    Path list = list("ann", "bob", "cay", "dan", "shared", "nobody");
    assertThat(imported(list).exit()).isZero();
    answer("ann", "COMPLETED", "");
    answer("bob", "DENIED", "EXCEPTION");
    answer("cay", "DENIED", "NO_DATA");
    answer("dan", "DENIED", "NOT_VERIFIED");

    Cli.Run run = export(list);

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            Id,Status
            WORKITEM0001,3
            WORKITEM0002,2
            WORKITEM0003,5
            WORKITEM0004,4
            WORKITEM0005,4
            WORKITEM0006,5
            """);
  }

  @Test
  void whatIsNotDecidedHasNoRowAndIsNamed() throws Exception {
    Path known = list("ann", "bob", "shared");
    assertThat(imported(known).exit()).isZero();
    answer("bob", "DENIED", "EXCESSIVE");
    run("opt-in --right SHARE --controller bank --wallet " + wallet("gus"));
    Path list = list("ann", "bob", "shared", "eve");

    Cli.Run run = export(list);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("Id,Status\n");
    assertThat(run.err().lines())
        .containsExactly(
            "no row: line 2, the deletion isn't answered yet",
            "no row: line 3, the deletion ended in a way that the platform has no status for",
            "no row: line 4, not everybody with it is opted out of sale and sharing",
            "no row: line 5, nothing is recorded about a person with it: import the list first");
  }

  @Test
  void whoWasErasedIsNotToBeImportedAgain() throws Exception {
    Path list = list("ann", "eve");
    assertThat(imported(list("ann")).exit()).isZero();
    run("erase --controller bank --wallet " + wallet("ann"));

    Cli.Run run = export(list);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("Id,Status\n");
    assertThat(run.err().lines())
        .containsExactly(
            "no row: line 2, the person with it was erased here, and nothing leads to the records"
                + " any more: answer by what you know, don't import the list again",
            "no row: line 3, nothing is recorded about a person with it: import the list first");
  }

  @Test
  void whatIsRecordedNamesNoWorkItemAndNoHash() throws Exception {
    assertThat(imported(list("ann")).exit()).isZero();
    assertThat(node.committed().toString())
        .doesNotContain("WORKITEM")
        .doesNotContain(hash("ann"))
        .doesNotContain("\"ann\"");
  }

  @Test
  void wantsTheListItself() throws Exception {
    Path removed = Files.writeString(directory.resolve("r.csv"), "ID,Hash,ListType\n");
    assertThat(export(removed).err()).contains("[drop-header]").contains("taken back");
    assertThat(export(Files.writeString(directory.resolve("x.csv"), "Id,Hash\n")).err())
        .contains("[drop-header]");
    assertThat(cli.run("export", "drop-status", "--controller", "bank").err()).contains("[usage]");
  }

  private void answer(String person, String status, String reason) throws Exception {
    String wallet = wallet(person);
    for (JsonNode entry : node.committed()) {
      if (entry.path("kind").asText().equals("OpenRequest")) {
        String line =
            "request-status --controller bank --wallet "
                + wallet
                + " --request "
                + entry.path("txId").asText();
        if (isOf(entry, wallet)) {
          run(line + " --status " + status + (reason.isEmpty() ? "" : " --reason " + reason));
          return;
        }
      }
    }
    throw new AssertionError("no request of " + person);
  }

  private boolean isOf(JsonNode entry, String wallet) throws Exception {
    Cli.Run shown = cli.run("audit", "--wallet", wallet, "--controller", "bank", "--json");
    return shown.out().contains(entry.path("txId").asText());
  }

  private String wallet(String person) throws Exception {
    byte[] names = Files.readAllBytes(home.resolve("identities/bank.json"));
    return Json.parseObject(names).path("own").path(person).asText();
  }

  private Path list(String... identifiers) throws Exception {
    List<String> lines = new ArrayList<>(List.of("ID,Hash"));
    for (String identifier : identifiers) {
      lines.add("WORKITEM000" + lines.size() + "," + hash(identifier));
    }
    return Files.write(directory.resolve("list" + identifiers.length + ".csv"), lines);
  }

  private Cli.Run imported(Path list) {
    return cli.run(
        "import", "drop", list.toString(), "--controller", "bank", "--match", match.toString());
  }

  private Cli.Run export(Path list) {
    return cli.run(
        "export",
        "drop-status",
        "--controller",
        "bank",
        "--list",
        list.toString(),
        "--match",
        match.toString());
  }

  private void run(String line) {
    Cli.Run run = cli.run(line.split(" ", -1));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private static String hash(String identifier) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return Base64.getEncoder()
        .encodeToString(digest.digest(identifier.getBytes(StandardCharsets.UTF_8)));
  }
}
