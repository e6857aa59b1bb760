package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All consents of a controller, a line each: streamed, of one moment, and to be gone on with. */
class BulkExportTest {
  private static final int CUSTOMERS = 2_000;

  @TempDir Path directory;
  private Path home;
  private FakeNode node;

  @BeforeEach
  void start() throws Exception {
    home = directory.resolve("home");
    Cli.withNetwork(home);
    node = FakeNode.onAnyPort();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private record Run(int exit, List<String> lines, String err) {
    List<String> ids() throws Exception {
      List<String> ids = new ArrayList<>();
      for (String line : lines) {
        ids.add(json(line).path("@id").asText());
      }
      return ids;
    }
  }

  private static ObjectNode json(String line) throws Exception {
    return Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String subject(int customer) {
    return String.format("%064x", customer);
  }

  private static ObjectNode given(String process) {
    ObjectNode payload =
        Json.object().put("decision", "GIVEN").put("validUntilMs", 1_900_000_000_000L);
    payload.putObject("process").put("id", process).put("version", 1);
    payload.set("dataCategories", Json.array(List.of("Name")));
    return payload;
  }

  private void customers(int count) {
    for (int i = 0; i < count; i++) {
      node.hold(subject(i), "OpenRelationship", Json.object());
      node.hold(subject(i), "DecideConsent", given("ads"));
      node.hold(subject(i), "DataUsed", Json.object());
      if (i % 2 == 0) {
        node.hold(subject(i), "WithdrawConsent", Json.object().put("processId", "ads"));
      }
      if (i % 10 == 0) {
        node.hold(subject(i), "DecideConsent", given("care"));
      }
    }
  }

  @Test
  void everyConsentIsALineAndFewCustomersAreHeldAtATime() throws Exception {
    customers(CUSTOMERS);
    List<Integer> ahead = new ArrayList<>();
    Run run =
        run(
            lines -> {
              if (lines % 50 == 1) {
                ahead.add(node.queries("/history").size() - lines);
              }
            });
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(CUSTOMERS + CUSTOMERS / 10);
    assertThat(run.ids()).doesNotHaveDuplicates();
    assertThat(ahead).as("histories read before their lines are out").allMatch(it -> it <= 128);
    JsonNode first = json(run.lines().get(0));
    assertThat(first.path("@type").asText()).isEqualTo("dpv:ConsentRecord");
    assertThat(first.path("@context").path("dpv").asText()).isEqualTo("https://w3id.org/dpv#");
    assertThat(first.findValuesAsText("@type")).contains("dpv:ConsentWithdrawn");
    long height = node.committed().size();
    assertThat(run.err())
        .endsWith("2200 consents of 2000 customers as of block " + height + System.lineSeparator());
  }

  @Test
  void itIsOfOneMomentWhateverIsRecordedMeanwhile() throws Exception {
    customers(20);
    int height = node.committed().size();
    Run run =
        run(
            lines -> {
              if (lines == 1) {
                customers(40);
              }
            });
    assertThat(run.lines()).hasSize(22);
    assertThat(run.err()).contains("22 consents of 20 customers as of block " + height);
    assertThat(run(lines -> {}, "--known-at", "" + height).ids()).isEqualTo(run.ids());
    assertThat(run(lines -> {}).lines()).hasSizeGreaterThan(22);
    Run unknown = run(lines -> {}, "--known-at", "99999");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("[block-unknown]");
  }

  @Test
  void whatBrokeOffIsGoneOnWith() throws Exception {
    customers(600);
    Run whole = run(lines -> {});
    Run begun = run(lines -> node.setDown(lines > 200), "--timeout", "0.3");
    assertThat(begun.exit()).isEqualTo(3);
    assertThat(begun.lines()).hasSizeBetween(201, 659);
    assertThat(begun.err()).contains(" customers are written; then: ").contains("Go on with ");
    node.setDown(false);
    customers(1);
    String more = begun.err().replaceAll("(?s).*Go on with (.*)\\.\\R.*", "$1");
    Run rest = run(lines -> {}, more.split(" ", -1));
    assertThat(rest.exit()).as(rest.err()).isZero();
    List<String> both = new ArrayList<>(begun.ids());
    both.addAll(rest.ids());
    assertThat(both).isEqualTo(whole.ids());
  }

  @Test
  void aReaderWhoIsGoneEndsIt() throws Exception {
    customers(600);
    PrintStream broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("gone");
              }
            });
    Run run = run(broken, new ArrayList<>());
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("[output-failed]");
    assertThat(node.queries("/history")).hasSizeLessThan(200);
  }

  @Test
  void optionsThatDoNotGoTogetherAreUsage() {
    for (String wrong :
        List.of(
            "kantara --all",
            "dpv27560 --from 3.0",
            "dpv27560 --all --subject ab",
            "dpv27560 --all --original",
            "dpv27560 --all --from x")) {
      List<String> args = new ArrayList<>(List.of("export"));
      args.addAll(List.of(wrong.split(" ", -1)));
      args.addAll(List.of("--controller", "retailer"));
      Cli.Run run = Cli.at(home).asking(node).run(args.toArray(String[]::new));
      assertThat(run.exit()).as(wrong).isEqualTo(2);
    }
  }

  private Run run(IntConsumer afterLine, String... more) {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    PrintStream out =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int value) {
                if (value != '\n') {
                  line.write(value);
                  return;
                }
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                afterLine.accept(lines.size());
              }
            });
    return run(out, lines, more);
  }

  private Run run(PrintStream out, List<String> lines, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--home", home.toString(), "--node", node.url(), "export"));
    args.addAll(List.of("dpv27560", "--all", "--controller", "retailer"));
    args.addAll(List.of(more));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ConsentCommand.execute(
            args.toArray(String[]::new), out, new PrintStream(err), InstantSource.system());
    return new Run(exit, lines, err.toString(StandardCharsets.UTF_8));
  }
}
