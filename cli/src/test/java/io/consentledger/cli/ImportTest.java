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
    assertThat(steps(run))
        .containsExactly(
            "open IMPORTED_UNSIGNED",
            "opt-out SALE GPC by retailer",
            "opt-out SHARE GPC by retailer");
    assertThat(run.out()).doesNotContain("ann@x.example").doesNotContain("bob");
    assertThat(Files.exists(home.resolve("imports"))).isFalse();
  }

  @Test
  void aLineThatCannotBeReadIsNamedAndTheOthersStand() throws Exception {
    Cli.Run run = plan("gpc", "log.tsv", "ann\tgarbage\nSec-GPC: 1\nbob\tSec-GPC:1\n");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(problems(run)).containsExactly("line 1 gpc-line", "line 2 customer-missing");
    assertThat(steps(run)).hasSize(3);
  }

  @Test
  void anUnreadablePrivacyStringCountsAsOptedOutAndNoneOptsIn() throws Exception {
    Cli.Run run =
        plan("gpp", "gpp.tsv", "ann\tDBABLA~\nbob\tDBABL~BVQqAAAAAg\ncay\tusca:BAAAAABA.QA\n");
    assertThat(run.exit()).isZero();
    assertThat(steps(run))
        .containsExactly(
            "open IMPORTED_UNSIGNED",
            "opt-out SALE GPP by retailer",
            "opt-out SHARE GPP by retailer",
            "opt-out SENSITIVE GPP by retailer");
  }

  @Test
  void aListOfTheDeletePlatformOptsOutEverybodyFound() throws Exception {
    Path match = directory.resolve("found.csv");
    Files.writeString(match, "Hash,Customer\n" + HASH + ",ann\n" + HASH + ",bob\n");
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
    assertThat(problems(run)).containsExactly("line 4 drop-row");
    assertThat(steps(run).stream().filter(step -> step.contains("DROP"))).hasSize(4);
    assertThat(run.out()).contains("nobody has this identifier").doesNotContain("A7kP2xQ9Lm4R");
  }

  @Test
  void anImportIsSentOnceAndItsCustomersAreKeptPrivate() throws Exception {
    Path log = Files.writeString(directory.resolve("log.tsv"), "ann\tSec-GPC: 1\n");
    String[] command = {"import", "gpc", log.toString(), "--controller", "retailer", "--json"};
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli.Run first = cli.asking(node).run(command);
      assertThat(first.err()).isEmpty();
      assertThat(first.exit()).isZero();
      assertThat(first.json().at("/submitted/committed").asInt()).isEqualTo(3);
      Cli.Run second = cli.asking(node).run(command);
      assertThat(second.json().at("/submitted/committed").asInt()).isZero();
      assertThat(second.json().at("/submitted/alreadyCommitted").asInt()).isEqualTo(3);
    }
    Path customers = home.resolve("imports/customers.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(customers)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(customers)).contains("\"ann\"");
  }

  @Test
  void oneWhoIsKnownGetsNoSecondRelationship() throws Exception {
    Files.createDirectories(home.resolve("imports"));
    String pseudonym = "ab".repeat(32);
    Files.writeString(
        home.resolve("imports/customers.json"),
        "{\"retailer\":{\"ann\":\"" + pseudonym + "\"},\"bank\":{\"bob\":\"bobs\"}}");
    Cli.Run run = plan("gpc", "log.tsv", "ann\tSec-GPC: 1\n");
    assertThat(steps(run))
        .containsExactly("opt-out SALE GPC by retailer", "opt-out SHARE GPC by retailer");
    assertThat(run.out()).contains(pseudonym);
  }

  @Test
  void anotherFormatOrDocumentIsRefused() throws Exception {
    assertThat(plan("fax", "x", "").err()).contains("[format-unknown]");
    assertThat(plan("drop", "x.csv", "ID,Hash\n").err()).contains("[drop-file-name]");
    assertThat(plan("drop", "20260312_4821_Email.csv", "ID,Hash\n").err())
        .contains("[matches-missing]");
    Path latin = Files.write(directory.resolve("l.tsv"), new byte[] {(byte) 0xe9, '\t', '1'});
    Cli.Run run = cli.run("import", "gpc", latin.toString(), "--controller", "retailer");
    assertThat(run.err()).contains("[import-not-text]");
    assertThat(run.exit()).isEqualTo(2);
  }

  private Cli.Run plan(String format, String name, String text, String... more) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("import", format, file.toString(), "--controller", "retailer"));
    command.addAll(List.of(more));
    command.addAll(List.of("--dry-run", "--json"));
    return cli.run(command.toArray(String[]::new));
  }

  private static List<String> steps(Cli.Run run) throws Exception {
    List<String> steps = new ArrayList<>();
    for (JsonNode outcome : run.json().path("outcomes")) {
      for (JsonNode step : outcome.path("instructions")) {
        StringBuilder words = new StringBuilder(step.path("do").asText());
        for (String field : List.of("assurance", "right", "process", "source")) {
          words.append(step.has(field) ? " " + step.path(field).asText() : "");
        }
        steps.add(words + (step.has("by") ? " by " + step.path("by").asText() : ""));
      }
    }
    return steps;
  }

  private static List<String> problems(Cli.Run run) throws Exception {
    List<String> problems = new ArrayList<>();
    for (JsonNode outcome : run.json().path("outcomes")) {
      for (JsonNode problem : outcome.path("problems")) {
        problems.add(outcome.path("place").asText() + " " + problem.path("code").asText());
      }
    }
    return problems;
  }
}
