package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of a retailer and its recipient, told by reports from a network of real processes. */
class ReportsTest {
  private static final Pattern FETCHES =
      Pattern.compile(
          "(?i)src\\s*=|href\\s*=|url\\(|@import|<script|<link|<img|<iframe|<object|<embed|<form");

  @TempDir private Path directory;

  @Test
  void reportsSayWhatWasDeclaredAsOfOneBlock() throws Exception {
    try (RealNetwork network = RealNetwork.create(directory).startAll()) {
      String request = live(network);
      holdings(network);
      disclosures(network);
      findings(network);
      requests(network, request);
      metrics(network);
      page(network);
    }
  }

  /** What happened; gives the id of the request that waits. */
  private String live(RealNetwork network) throws IOException {
    Path catalogue =
        new Instructions()
            .catalogue()
            .line(
                "{\"do\":\"publish-notice\",\"party\":\"retailer\",\"noticeId\":\"privacy\","
                    + "\"version\":2,\"languages\":[\"en\"],"
                    + "\"uri\":\"https://retailer.example/it's?a=1&b=2\",\"contentHash\":\""
                    + "cd".repeat(32)
                    + "\"}")
            .customer("kim", false)
            .customer("lou", false)
            .write(directory.resolve("catalogue.jsonl"));
    network.consent("submit", catalogue.toString()).exits(0);
    network
        .consent(
            ("process declare --party retailer --id loyalty --version 2 --notice privacy@2"
                    + " --purposes Marketing --legal-basis Consent --data-categories Purchase"
                    + " --storage-locations IE,US --retention-days 365 --jurisdiction IE")
                .split(" "))
        .exits(0);
    act(network, "kim", "grant --process sale@1");
    act(network, "kim", "record collected --process loyalty@1 --data-categories Purchase");
    act(
        network,
        "kim",
        "record disclosed --process sale@1 --data-categories Purchase --recipient insurer"
            + " --disclosure SALE");
    act(
        network,
        "kim",
        "record received --process sale@1 --data-categories Purchase --source retailer --by"
            + " insurer");
    act(network, "kim", "withdraw --process sale");
    act(network, "kim", "record used --process sale@1 --data-categories Purchase --by insurer");
    act(network, "lou", "opt-out --right SALE --source GPC");
    String done = act(network, "lou", "request-data --regime CCPA --right DELETE");
    act(network, "lou", "request-status --request " + done + " --status COMPLETED");
    return act(network, "kim", "request-data --regime GDPR --right ACCESS");
  }

  private static void holdings(RealNetwork network) throws IOException {
    JsonNode report = report(network, "holdings --wallet kim");
    List<String> held = new ArrayList<>();
    for (JsonNode row : report.path("rows")) {
      held.add(
          row.path("holder").asText()
              + " "
              + row.path("process").asText()
              + " "
              + row.path("source"));
    }
    assertThat(held)
        .containsExactly(
            "retailer loyalty@1 [\"customer\",\"undeclared\"]",
            "retailer sale@1 [\"undeclared\"]",
            "insurer sale@1 [\"retailer\"]");
    JsonNode collected = report.at("/rows/0");
    LocalDate day =
        LocalDate.ofInstant(Instant.ofEpochMilli(newestCollected(network)), ZoneOffset.UTC);
    assertThat(Instant.ofEpochMilli(collected.path("eraseBeforeMs").asLong()))
        .as("the day of the record, 365 more, and that one to its end")
        .isEqualTo(day.plusDays(366).atStartOfDay(ZoneOffset.UTC).toInstant());
    assertThat(dutyMs(network, "RETENTION_ELAPSED"))
        .as("as the node derives it")
        .contains(collected.path("eraseBeforeMs").asLong());
  }

  private static long newestCollected(RealNetwork network) throws IOException {
    JsonNode history =
        network
            .consent("audit", "--wallet", "kim", "--controller", "retailer", "--json")
            .exits(0)
            .json();
    long newest = 0;
    for (JsonNode entry : history.at("/relationships/0/entries")) {
      newest =
          entry.path("kind").asText().equals("DataCollected")
              ? entry.path("timeMs").asLong()
              : newest;
    }
    return newest;
  }

  private static List<Long> dutyMs(RealNetwork network, String code) throws IOException {
    String reference = report(network, "holdings --wallet kim").at("/rows/0/subjectRef").asText();
    JsonNode duties =
        NodeHttp.json(network.url("retailer-1") + "/v1/subjects/" + reference + "/duties");
    List<Long> due = new ArrayList<>();
    for (JsonNode duty : duties.path("duties")) {
      if (duty.path("code").asText().equals(code)) {
        due.add(duty.path("dueMs").asLong());
      }
    }
    return due;
  }

  private static void disclosures(RealNetwork network) throws IOException {
    JsonNode row = report(network, "disclosures --controller retailer").at("/rows/0");
    assertThat(row.path("recipient").asText()).isEqualTo("insurer");
    assertThat(row.path("disclosure").asText()).isEqualTo("SALE");
    assertThat(row.path("recipientDeclared").toString())
        .contains("received from retailer", "used ", "NO_LIVE_BASIS (VIOLATION)");
    assertThat(row.path("recallsOpen").toString()).contains("consent withdrawn");
    assertThat(row.path("recallOverdue").asBoolean()).isFalse();
  }

  private static void findings(RealNetwork network) throws IOException {
    JsonNode report = report(network, "findings --controller retailer");
    assertThat(report.path("rows").findValuesAsText("status")).containsOnly("RECORDED");
    assertThat(report.path("rows").findValuesAsText("code")).contains("NO_LIVE_BASIS");
    assertThat(report(network, "findings --controller retailer --to 2020-01-01").path("rows"))
        .isEmpty();
  }

  private static void requests(RealNetwork network, String waiting) throws IOException {
    JsonNode open = report(network, "requests --controller retailer");
    assertThat(open.path("rows").findValuesAsText("txId")).containsExactly(waiting);
    assertThat(open.at("/rows/0/daysLeft").asInt()).isBetween(27, 31);
    assertThat(open.at("/rows/0/assurance").asText()).isEqualTo("SUBJECT_HELD");
    assertThat(report(network, "requests --controller retailer --all").path("rows")).hasSize(2);
  }

  private static void metrics(RealNetwork network) throws IOException {
    int year = LocalDate.now(ZoneOffset.UTC).getYear();
    JsonNode rows =
        report(network, "ccpa-metrics --controller retailer --year " + year).path("rows");
    assertThat(rows.get(0).path("received").asInt()).isEqualTo(1);
    assertThat(rows.get(0).path("complied").asInt()).isEqualTo(1);
    assertThat(rows.get(2).path("received").asInt()).as("the GDPR's is none").isZero();
    assertThat(rows.get(3).path("received").asInt()).isEqualTo(1);
  }

  private void page(RealNetwork network) throws IOException {
    for (String name : List.of("holdings", "disclosures", "register")) {
      Path file = directory.resolve(name + ".html");
      network
          .consent("report", name, "--controller", "retailer", "--html", file.toString())
          .exits(0);
      String html = Files.readString(file);
      assertThat(FETCHES.matcher(html).find()).as(name).isFalse();
      assertThat(html).contains("<html lang=\"en\">", "Up to", "what organisations declared");
    }
    assertThat(Files.readString(directory.resolve("register.html")))
        .contains("https://retailer.example/it&#39;s?a=1&amp;b=2", "IE; US", "security measures")
        .doesNotContain("it's?", "a=1&b=2");
  }

  private static JsonNode report(RealNetwork network, String command) throws IOException {
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(command.split(" ")));
    all.add("--json");
    return network.consent(all.toArray(String[]::new)).exits(0).json();
  }

  /** A command about a customer of the retailer; gives its transaction. */
  private static String act(RealNetwork network, String wallet, String command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of("--wallet", wallet, "--controller", "retailer", "--json"));
    return network.consent(all.toArray(String[]::new)).exits(0).json().path("txId").asText();
  }
}
