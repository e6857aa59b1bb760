package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private static final String[] WHO = {"--wallet", "ann", "--controller", "bank"};
  private static final long DUE_MS = 1_791_000_000_000L;

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    cli =
        Cli.withNetwork(directory.resolve("net"))
            .asking(node)
            .withClock(InstantSource.fixed(Instant.ofEpochMilli(DUE_MS)));
    done("wallet new ann");
    done(
        "notice publish --party bank --id n --version 1 --languages en --uri https://bank.example/n"
            + " --content-hash "
            + "00".repeat(32));
    done(
        "process declare --party bank --id marketing --version 1 --notice n@1 --purposes DirectMarketing"
            + " --legal-basis Consent --data-categories Name,EmailAddress --recipients insurer"
            + " --storage-locations DE --retention-days 30 --jurisdiction DE");
    done("open", WHO);
    done("grant --process marketing@1", WHO);
    done("record collected --process marketing@1 --data-categories Name", WHO);
    done(
        "record disclosed --process marketing@1 --data-categories Name --recipient insurer"
            + " --disclosure SALE",
        WHO);
    done("request-data --regime CCPA --right DELETE", WHO);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aControllersReportsAreMadeOfAllPagesUpToOneBlock() throws Exception {
    Cli.Run holdings = done("report holdings --controller bank --json");
    assertThat(holdings.json().path("height").asInt()).isEqualTo(7);
    assertThat(holdings.json().at("/rows/0/dataCategory").asText()).isEqualTo("Name");
    assertThat(holdings.json().at("/rows/0/legalBasis").asText()).isEqualTo("Consent");

    Cli.Run disclosures = done("report disclosures --controller bank --json");
    assertThat(disclosures.json().at("/rows/0/recipient").asText()).isEqualTo("insurer");

    Cli.Run metrics = done("report ccpa-metrics --controller bank --year 2026 --json");
    assertThat(metrics.json().at("/rows/0/received").asInt()).isEqualTo(1);
    assertThat(metrics.json().at("/rows/0/open").asInt()).isEqualTo(1);
    assertThat(metrics.json().at("/rows")).hasSize(5);

    Cli.Run register = done("report register --controller bank");
    assertThat(register.out()).contains("marketing@1", "Not on the ledger", "up to block 7");
  }

  @Test
  void whatIsDeclaredWhileTheReportIsMadeIsNotInIt() throws Exception {
    done("record collected --process marketing@2 --data-categories EmailAddress", WHO);
    node.beforeCatalogue(
        () ->
            cli.run(
                ("process declare --party bank --id marketing --version 2 --notice n@1"
                        + " --purposes DirectMarketing --legal-basis Consent"
                        + " --data-categories EmailAddress --storage-locations DE"
                        + " --retention-days 30 --jurisdiction DE")
                    .split(" ")));
    Cli.Run holdings = done("report holdings --controller bank --json");
    assertThat(node.committed()).hasSize(9);
    assertThat(holdings.json().path("height").asInt()).isEqualTo(8);
    assertThat(holdings.json().at("/rows/0/legalBasis").asText()).isEqualTo("Consent");
    assertThat(holdings.json().at("/rows/1/dataCategory").asText()).isEqualTo("EmailAddress");
    assertThat(holdings.json().at("/rows/1/legalBasis").asText()).isNotEqualTo("Consent");
  }

  @Test
  void aCustomersReportsComeFromTheWalletOrTheReference() throws Exception {
    String reference = node.committed().get(2).path("payload").path("subjectRef").asText();
    for (String who :
        List.of(
            "--wallet ann",
            "--wallet ann --controller bank",
            "--controller bank --subject " + reference)) {
      assertThat(done("report holdings " + who + " --json").json().path("rows")).hasSize(1);
    }
    done("wallet new ben");
    Cli.Run unknown = cli.run("report", "holdings", "--wallet", "ben");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("[subject-unknown]");
  }

  @Test
  void deadlinesComeFromTheNodeAsOfTheReportsBlock() throws Exception {
    String request = node.committed().get(6).path("txId").asText();
    node.addDuty("REQUEST_DEADLINE_MISSED", "ACKNOWLEDGE", DUE_MS, true, request);
    node.addDuty("REQUEST_DEADLINE_MISSED", "ANSWER", DUE_MS + 86_400_000L, false, request);

    Cli.Run requests = done("report requests --controller bank --json");
    assertThat(requests.json().at("/rows/0/overdue").asBoolean()).isTrue();
    assertThat(requests.json().at("/rows/0/acknowledgeBeforeMs").asLong()).isEqualTo(DUE_MS);
    assertThat(node.queries("/duties")).containsExactly("knownAtHeight=7&atMs=" + DUE_MS);

    Cli.Run findings = done("report findings --controller bank --json");
    assertThat(findings.json().path("rows")).hasSize(1);
    assertThat(findings.json().at("/rows/0/status").asText()).isEqualTo("OVERDUE");

    Cli.Run audit = done("audit --wallet ann");
    assertThat(audit.out())
        .contains("Overdue at ", "request deadline missed (acknowledge), due before")
        .doesNotContain("(answer)");
    Cli.Run json = done("audit --wallet ann --json");
    assertThat(json.json().path("overdueAtMs").asLong()).isEqualTo(DUE_MS);
    assertThat(json.json().path("overdue")).hasSize(1);
    assertThat(json.json().at("/overdue/0/txId").asText()).isEqualTo(request);
  }

  @Test
  void eachFormSaysWhatItHoldsAt() throws Exception {
    Path file = directory.resolve("report.html");
    Cli.Run html = done("report holdings --controller bank --html " + file);
    assertThat(html.out()).isEqualTo("Written to " + file + ", 1 rows.\n");
    assertThat(Files.readString(file)).contains("block 7 of", "what organisations declared");
    assertThat(
            done("report holdings --controller bank --json --html " + file)
                .json()
                .path("height")
                .asInt())
        .isEqualTo(7);

    Cli.Run csv = done("report holdings --controller bank --csv");
    assertThat(csv.out()).contains("declaredUpToHeight,networkId\r\n");
    assertThat(csv.err()).contains("note: It lists what organisations declared", "block 7");
  }

  @Test
  void wrongUsageIsToldApart() {
    for (String wrong :
        List.of(
            "report",
            "report holdings",
            "report holdings --subject " + "ab".repeat(32),
            "report holdings --wallet ann --controller bank --subject " + "ab".repeat(32),
            "report holdings --controller bank --csv --json",
            "report holdings --controller bank --csv --html x",
            "report findings --controller bank --from 2026-13-01",
            "report findings --controller bank --from 2026-02-01 --to 2026-01-01",
            "report register",
            "report register --controller nobody",
            "report ccpa-metrics --controller bank",
            "report ccpa-metrics --controller bank --year 2019")) {
      assertThat(cli.run(wrong.split(" ")).exit()).as(wrong).isEqualTo(2);
    }
  }

  private Cli.Run done(String command, String... more) {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of(more));
    Cli.Run run = cli.run(all.toArray(String[]::new));
    assertThat(run.exit()).as(command + ": " + run.err()).isZero();
    return run;
  }
}
