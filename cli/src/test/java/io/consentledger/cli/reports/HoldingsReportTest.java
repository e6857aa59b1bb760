package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Story.ANN;
import static io.consentledger.cli.reports.Story.fact;
import static io.consentledger.cli.reports.Story.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsReportTest {
  private static final String MADE = "2026-03-01T12:00:00Z";

  private final Story story = new Story().process("ads", 1, "Consent", 30);

  @Test
  void saysSinceWhenFromWhomOnWhichBasisAndUntilWhen() {
    story
        .add("2026-01-01T10:00:00Z", "DecideConsent", "", payload(ANN))
        .add(
            "2026-01-02T10:00:00Z",
            "DataCollected",
            "bank",
            fact(ANN, "ads", 1, "Name").put("reliesOn", Story.id(1)))
        .add(
            "2026-02-03T10:00:00Z",
            "DataReceived",
            "bank",
            fact(ANN, "ads", 1, "Name").put("source", "retailer"));
    Report report = HoldingsReport.of(story.made(MADE), false);

    assertThat(report.rows()).hasSize(1);
    assertThat(
            Story.row(
                report,
                0,
                "holder",
                "state",
                "since",
                "process",
                "legalBasis",
                "source",
                "eraseBefore"))
        .containsExactly(
            "bank",
            "HELD",
            "2026-01-02T10:00:00Z",
            "ads@1",
            "Consent",
            "customer; retailer",
            "2026-03-06T00:00:00Z");
    assertThat(Story.row(report, 0, "overdue", "dataCategory")).containsExactly("", "Name");
  }

  @Test
  void theAssuranceIsThatOfTheSignatureItReliesOn() {
    story
        .add("2026-01-01T10:00:00Z", "DecideConsent", "", payload(ANN))
        .add(
            "2026-01-02T10:00:00Z",
            "DataCollected",
            "bank",
            fact(ANN, "ads", 1, "Name").put("reliesOn", Story.id(1)))
        .add("2026-01-02T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "EmailAddress"));
    Report report = HoldingsReport.of(story.made(MADE), false);

    assertThat(Story.row(report, 0, "reliesOn", "assurance"))
        .containsExactly(Story.id(1), "SUBJECT_HELD");
    assertThat(Story.row(report, 1, "reliesOn", "assurance")).containsExactly("", "");
  }

  @Test
  void isOverdueFromTheEndOfTheRetentionOn() {
    story.add("2026-01-30T23:59:59Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"));

    assertThat(overdue("2026-03-01T23:59:59Z")).isEqualTo("");
    assertThat(overdue("2026-03-02T00:00:00Z")).isEqualTo("yes");
  }

  private String overdue(String made) {
    return Story.row(HoldingsReport.of(story.made(made), false), 0, "overdue").get(0);
  }

  @Test
  void whatWasErasedIsNotHeldUntilItIsObtainedAgain() {
    story
        .add("2026-01-02T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name", "Email"))
        .add("2026-01-03T10:00:00Z", "DataErased", "bank", fact(ANN, "ads", 1, "Name"));

    assertThat(categories(false)).containsExactly("Email");
    assertThat(categories(true)).containsExactly("Name", "Email");
    assertThat(Story.row(HoldingsReport.of(story.made(MADE), true), 0, "state", "erased"))
        .containsExactly("ERASED", "2026-01-03T10:00:00Z");

    story.add("2026-02-04T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"));
    Report again = HoldingsReport.of(story.made(MADE), false);
    assertThat(Story.row(again, 0, "dataCategory", "state", "since"))
        .containsExactly("Name", "HELD", "2026-02-04T10:00:00Z");
  }

  @Test
  void anErasureEndsWhatItsAuthorHoldsAndNobodyElse() {
    story
        .add("2026-01-02T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"))
        .add(
            "2026-01-02T11:00:00Z",
            "DataReceived",
            "insurer",
            fact(ANN, "ads", 1, "Name").put("source", "bank"))
        .add("2026-01-03T10:00:00Z", "DataErased", "bank", fact(ANN, "ads", 1, "Name"));
    Report report = HoldingsReport.of(story.made(MADE), false);

    assertThat(report.rows()).hasSize(1);
    assertThat(Story.row(report, 0, "holder", "controller")).containsExactly("insurer", "bank");
  }

  @Test
  void aCertificateEndsWhatItNamesOnlyWhereTheDataWasDestroyed() {
    story
        .add("2026-01-02T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"))
        .add("2026-01-02T10:00:00Z", "DataCollected", "bank", fact(ANN, "loans", 1, "Income"));
    var details = payload(ANN);
    details.set("destroyed", Json.array(List.of("DETAILS", "KEYS")));
    story.add("2026-01-03T10:00:00Z", "ErasureCertificate", "bank", details);
    assertThat(categories(false)).containsExactly("Name", "Income");

    var data = payload(ANN);
    data.set("destroyed", Json.array(List.of("DATA")));
    data.set("processIds", Json.array(List.of("ads")));
    story.add("2026-01-04T10:00:00Z", "ErasureCertificate", "bank", data);
    assertThat(categories(false)).containsExactly("Income");

    var all = payload(ANN);
    all.set("destroyed", Json.array(List.of("DATA")));
    story.add("2026-01-05T10:00:00Z", "ErasureCertificate", "regulator", all);
    assertThat(categories(false)).as("an authority's ends as much").isEmpty();
  }

  @Test
  void nothingIsOverdueWhileAHoldStandsAndTheNodeSaysWhenAfterIt() {
    story
        .add("2026-01-01T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"))
        .add("2026-01-03T10:00:00Z", "LegalHold", "bank", hold("PLACED", ""))
        .add("2026-01-03T10:00:00Z", "LegalHold", "regulator", hold("PLACED", "ads"))
        .add("2026-02-20T10:00:00Z", "LegalHold", "bank", hold("LIFTED", ""));
    assertThat(retention()).containsExactly("", "", "yes");

    story
        .add("2026-02-21T10:00:00Z", "LegalHold", "regulator", hold("LIFTED", "ads"))
        .add("2026-02-21T10:00:00Z", "LegalHold", "bank", hold("PLACED", "loans"))
        .owed(ANN, Owed.RETENTION, "Name", "2026-02-21T10:00:00Z", 1, "bank");
    assertThat(retention()).containsExactly("2026-02-21T10:00:00Z", "yes", "");
    assertThat(HoldingsReport.owing(story.made(MADE).declarations())).containsExactly(ANN);
  }

  private static ObjectNode hold(String action, String process) {
    ObjectNode hold = payload(ANN).put("action", action);
    return process.isEmpty() ? hold : hold.put("processId", process);
  }

  private List<String> retention() {
    return Story.row(
        HoldingsReport.of(story.made(MADE), false), 0, "eraseBefore", "overdue", "legalHold");
  }

  @Test
  void whoUsesDataHasItDeclaredOrNot() {
    story.add("2026-01-02T10:00:00Z", "DataUsed", "bank", fact(ANN, "secret", 7, "Name"));
    Report report = HoldingsReport.of(story.made(MADE), false);

    assertThat(Story.row(report, 0, "source", "legalBasis", "eraseBefore", "process"))
        .containsExactly("undeclared", "undeclared", "", "secret@7");
  }

  @Test
  void sinceWhenIsSaidOnlyWhereItWasDeclared() {
    story
        .add("2026-01-02T10:00:00Z", "DataUsed", "bank", fact(ANN, "ads", 1, "Name"))
        .add("2026-01-03T10:00:00Z", "DataUsed", "bank", fact(ANN, "ads", 1, "EmailAddress"))
        .add("2026-01-05T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"))
        .add("2026-01-06T10:00:00Z", "DataCollected", "bank", fact(ANN, "ads", 1, "Name"));
    Report report = HoldingsReport.of(story.made(MADE), false);

    assertThat(Story.row(report, 0, "since", "source"))
        .containsExactly("2026-01-05T10:00:00Z", "customer; undeclared");
    assertThat(Story.row(report, 1, "since", "source")).containsExactly("", "undeclared");
  }

  private List<String> categories(boolean all) {
    Report report = HoldingsReport.of(story.made(MADE), all);
    return report.rows().stream().map(row -> row.get(row.size() - 1).asText()).toList();
  }
}
