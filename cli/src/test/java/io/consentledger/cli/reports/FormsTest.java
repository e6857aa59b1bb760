package io.consentledger.cli.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One report in each form: nothing lost, nothing that could be taken for markup or a formula. */
class FormsTest {
  private static final String EVIL = "<script>alert('x')</script>\"&\u0007";
  private static final Pattern FETCHES =
      Pattern.compile("(?i)src\\s*=|href\\s*=|url\\(|@import|<script|<link|<img|<iframe|<object");

  private static Report report() {
    List<Column> columns =
        List.of(
            Column.of("what", "what", Column.Type.TEXT),
            Column.of("when", "when", Column.Type.TIME),
            Column.of("left", "left", Column.Type.NUMBER),
            Column.of("late", "late", Column.Type.FLAG),
            Column.detail("txId", "transaction", Column.Type.ID),
            Column.of("list", "list", Column.Type.LIST));
    List<JsonNode> row =
        List.of(
            Report.text(EVIL),
            Report.time(1_790_000_000_000L),
            Report.number(-3),
            Report.flag(true),
            Report.text("ab".repeat(32)),
            Report.list(List.of("=1+1", "b,c")));
    List<JsonNode> empty =
        List.of(
            Report.text(""),
            Report.time(null),
            Report.number(0),
            Report.flag(false),
            Report.text(null),
            Report.list(List.of()));
    return Report.of(
        "demo",
        "A <title>",
        Story.about("2026-09-21T14:13:20Z"),
        List.of("A remark & more."),
        columns,
        List.of(row, empty));
  }

  @Test
  void jsonHasEveryValueUnderItsNameAndWhatItHoldsAt() {
    ObjectNode json = JsonForm.of(report());

    assertThat(json.path("report").asText()).isEqualTo("demo");
    assertThat(json.path("height").asLong()).isEqualTo(9);
    assertThat(json.path("node").asText()).isEqualTo("bank-1");
    assertThat(json.path("remarks").get(0).asText()).contains("what organisations declared");
    JsonNode row = json.at("/rows/0");
    assertThat(row.path("what").asText()).isEqualTo(EVIL);
    assertThat(row.path("whenMs").asLong()).isEqualTo(1_790_000_000_000L);
    assertThat(row.path("left").asInt()).isEqualTo(-3);
    assertThat(row.path("late").isBoolean()).isTrue();
    assertThat(row.path("list")).hasSize(2);
    assertThat(json.at("/rows/1/whenMs").isNull()).isTrue();
  }

  @Test
  void csvSaysOfEachRowUpToWhereItWasDeclaredAndRunsNoFormula() {
    assertThat(CsvForm.of(report()).split("\r\n", -1))
        .containsExactly(
            "what,when,left,late,txId,list,declaredUpToHeight,networkId",
            "\"<script>alert('x')</script>\"\"&\u0007\",2026-09-21T14:13:20Z,-3,yes,"
                + "ab".repeat(32)
                + ",\"'=1+1; b,c\",9,"
                + "f".repeat(64),
            ",,0,,,,9," + "f".repeat(64),
            "");
  }

  @Test
  void htmlIsOneFileThatFetchesNothingAndEscapesAll() {
    String html = HtmlForm.of(report());

    assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
    assertThat(FETCHES.matcher(html).find()).isFalse();
    assertThat(html)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\uFFFD")
        .contains("<h1>A &lt;title&gt;</h1>")
        .contains("A remark &amp; more.")
        .contains("default-src 'none'")
        .contains("block 9 of 2026-09-21T14:13:20Z")
        .contains("<dt>Made</dt><dd>2026-09-21T14:13:20Z</dd>")
        .contains("demo (" + "f".repeat(64) + ")")
        .contains("<dd>bank-1</dd>")
        .contains("what organisations declared")
        .contains("<td class=\"id\">" + "ab".repeat(32) + "</td>");
    assertThat(html.split("<tr>", -1)).hasSize(1 + 3);
  }

  @Test
  void theTableLeavesDetailsOutAndSaysWhatItHoldsAt() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextForm.print(
        report(), new PrintStream(bytes, true, StandardCharsets.UTF_8), OptionalInt.empty());
    String text = bytes.toString(StandardCharsets.UTF_8);

    assertThat(text)
        .contains("A <title>: bank, Bank (DE)")
        .contains("=1+1; b,c")
        .contains("2 rows, up to block 9 of 2026-09-21T14:13:20Z, from bank-1 of the network demo")
        .contains("what organisations declared")
        .doesNotContain("abab");
  }

  @Test
  void theRegisterListsTheNewestVersionsAndWhatTheLedgerCantSay() {
    Catalogue catalogue =
        new Story()
            .process("ads", 1, "Consent", 30)
            .process("loans", 1, "Contract", 90)
            .process("ads", 2, "ExplicitlyExpressedConsent", 60)
            .catalogue();
    Report register = RegisterReport.of(Story.about("2026-03-01T00:00:00Z"), catalogue, false);

    assertThat(register.rows()).hasSize(2);
    assertThat(Story.row(register, 0, "process", "legalBasis"))
        .containsExactly("loans@1", "Contract");
    assertThat(
            Story.row(
                register,
                1,
                "process",
                "state",
                "purposes",
                "dataCategories",
                "recipients",
                "storageLocations",
                "retentionDays",
                "flags",
                "notice",
                "noticeUri",
                "noticeLanguages"))
        .containsExactly(
            "ads@2",
            "NEWEST",
            "Marketing",
            "EmailAddress; Name",
            "insurer",
            "DE; US",
            "60",
            "SALE",
            "privacy@1",
            "https://bank.example/<privacy>",
            "de; en");
    assertThat(String.join(" ", register.remarks())).contains("security measures (g)");
    Report all = RegisterReport.of(Story.about("2026-03-01T00:00:00Z"), catalogue, true);
    assertThat(Story.row(all, 0, "process", "state")).containsExactly("ads@1", "EARLIER");
  }
}
