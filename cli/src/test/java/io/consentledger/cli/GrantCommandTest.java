package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code consent grant --recipients}: for whom, in the record and in what people read of it. */
class GrantCommandTest {
  private static final String WHO = " --wallet ann --controller bank";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void open() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("home")).asking(node);
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we write.");
    run("wallet new ann");
    run(
        "notice publish --party bank --id n --version 1 --languages en"
            + " --uri https://bank.example/n --content "
            + notice);
    run(
        "process declare --party bank --id share --version 1 --notice n@1 --purposes Marketing"
            + " --legal-basis Consent --storage-locations DE --data-categories Name"
            + " --recipients broker,insurer,lab --retention-days 30 --jurisdiction DE");
    run("open" + WHO);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void namesForWhomAndTheHistorySaysSo() {
    run("grant --process share@1 --recipients insurer,broker" + WHO);
    assertThat(Json.texts(newest().path("recipients"))).containsExactly("broker", "insurer");
    assertThat(run("audit --wallet ann").out().replaceAll("\\s+", " "))
        .contains("for broker, insurer and nobody else");
  }

  @Test
  void namesNobodyWhereItIsForAll() {
    run("grant --process share@1" + WHO);
    assertThat(newest().has("recipients")).isFalse();
    assertThat(run("audit --wallet ann").out()).doesNotContain("nobody else");
  }

  /** A list of nobody would be read as one of everybody. */
  @Test
  void anEmptyListOfRecipientsIsRefused() throws Exception {
    int before = node.committed().size();
    for (String more :
        new String[] {"grant\",\"recipients\":[]", "refuse\",\"recipients\":[\"lab\"]"}) {
      String line =
          "{\"wallet\":\"ann\",\"controller\":\"bank\",\"process\":\"share@1\",\"do\":\""
              + more
              + "}";
      Path file = Files.writeString(directory.resolve("lines.jsonl"), line);
      assertThat(cli.run("submit", file.toString()).exit()).as(more).isEqualTo(2);
    }
    assertThat(node.committed()).hasSize(before);
  }

  private JsonNode newest() {
    return node.committed().get(node.committed().size() - 1).path("payload");
  }

  private Cli.Run run(String line) {
    Cli.Run run = cli.run(line.split(" "));
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }
}
