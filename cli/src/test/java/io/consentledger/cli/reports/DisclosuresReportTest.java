package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Story.ANN;
import static io.consentledger.cli.reports.Story.fact;
import static io.consentledger.cli.reports.Story.payload;
import static io.consentledger.cli.reports.Story.preference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisclosuresReportTest {
  private static final String MADE = "2026-03-01T12:00:00Z";

  private final Story story = new Story();

  private static ObjectNode to(String recipient, String as) {
    return fact(ANN, "ads", 1, "Name").put("recipient", recipient).put("disclosure", as);
  }

  @Test
  void putsWhatARecipientDeclaredBesideTheDisclosureBeforeIt() {
    story
        .add("2026-01-02T10:00:00Z", "DataDisclosed", "bank", to("insurer", "SALE"))
        .found("SOLD_AFTER_OPT_OUT", "GRACE")
        .add(
            "2026-01-03T10:00:00Z",
            "DataReceived",
            "insurer",
            fact(ANN, "ads", 1, "Name").put("source", "bank"))
        .add("2026-01-04T10:00:00Z", "DataUsed", "insurer", fact(ANN, "ads", 1, "Name"))
        .found("NO_LIVE_BASIS", "VIOLATION")
        .add("2026-01-05T10:00:00Z", "DataUsed", "bank", fact(ANN, "ads", 1, "Name"));
    Report report = DisclosuresReport.of(story.made(MADE));

    assertThat(report.rows()).hasSize(1);
    assertThat(Story.row(report, 0, "by", "recipient", "disclosure", "findings"))
        .containsExactly("bank", "insurer", "SALE", "SOLD_AFTER_OPT_OUT (GRACE)");
    assertThat(Story.row(report, 0, "recipientDeclared").get(0))
        .isEqualTo(
            "received from bank 2026-01-03T10:00:00Z: Name; used 2026-01-04T10:00:00Z: Name"
                + " [NO_LIVE_BASIS (VIOLATION)]");
  }

  @Test
  void aRecipientThatDeclaresWhatNobodyPassedOnStandsAlone() {
    story
        .add("2026-01-02T10:00:00Z", "DataDisclosed", "bank", to("insurer", "PROCESSOR"))
        .add("2026-01-04T10:00:00Z", "DataUsed", "retailer", fact(ANN, "ads", 1, "Name"));
    Report report = DisclosuresReport.of(story.made(MADE));

    assertThat(Story.row(report, 1, "recipient", "disclosure"))
        .containsExactly("retailer", "undeclared");
    assertThat(Story.row(report, 1, "recipientDeclared").get(0)).startsWith("used 2026-01-04");
  }

  @Test
  void aSecondCertificateIsAboutWhatWentSinceTheFirst() {
    story
        .add("2026-01-02T10:00:00Z", "DataDisclosed", "bank", to("insurer", "PROCESSOR"))
        .add("2026-01-03T10:00:00Z", "ErasureCertificate", "bank", payload(ANN))
        .add("2026-01-04T10:00:00Z", "DataDisclosed", "bank", to("insurer", "PROCESSOR"))
        .add("2026-01-05T10:00:00Z", "ErasureCertificate", "regulator", payload(ANN));
    for (int record : new int[] {2, 4}) {
      story.owed(ANN, Owed.ACKNOWLEDGEMENT, "ERASED", "2026-04-01T00:00:00Z", record, "insurer");
    }
    Report report = DisclosuresReport.of(story.made(MADE));

    for (int row : new int[] {0, 1}) {
      assertThat(Story.row(report, row, "recallsOpen").get(0))
          .isEqualTo(
              "erasure certified 2026-01-0%d, acknowledge before 2026-04-01T00:00:00Z",
              3 + 2 * row);
    }
  }

  @Test
  void aRecallIsOpenUntilTheRecipientAcknowledgesIt() {
    story
        .add("2026-01-02T10:00:00Z", "DataDisclosed", "bank", to("insurer", "PROCESSOR"))
        .add("2026-01-05T10:00:00Z", "WithdrawConsent", "", payload(ANN).put("processId", "ads"))
        .owed(ANN, Owed.ACKNOWLEDGEMENT, "WITHDRAWN", "2026-02-05T10:00:00Z", 2, "insurer");
    Report open = DisclosuresReport.of(story.made(MADE));
    assertThat(Story.row(open, 0, "recallsOpen", "recallOverdue", "recallsAcknowledged"))
        .containsExactly(
            "consent withdrawn 2026-01-05, acknowledge before 2026-02-05T10:00:00Z", "yes", "");
    assertThat(
            Story.row(DisclosuresReport.of(story.made("2026-02-05T09:59:59Z")), 0, "recallOverdue"))
        .containsExactly("");

    Story acknowledged =
        new Story()
            .add("2026-01-02T10:00:00Z", "DataDisclosed", "bank", to("insurer", "PROCESSOR"))
            .add(
                "2026-01-05T10:00:00Z", "WithdrawConsent", "", payload(ANN).put("processId", "ads"))
            .add(
                "2026-01-06T10:00:00Z",
                "Acknowledge",
                "insurer",
                payload(ANN).put("acknowledges", Story.id(2)));
    assertThat(
            Story.row(
                DisclosuresReport.of(acknowledged.made(MADE)),
                0,
                "recallsOpen",
                "recallsAcknowledged"))
        .containsExactly("", "consent withdrawn 2026-01-05, acknowledged 2026-01-06T10:00:00Z");
  }

  @Test
  void onlyWhatCameLaterAndConcernsItRecallsADisclosure() {
    story
        .add("2026-01-02T10:00:00Z", "WithdrawConsent", "", payload(ANN).put("processId", "ads"))
        .add("2026-01-03T10:00:00Z", "DataDisclosed", "bank", to("insurer", "SHARE"))
        .add("2026-01-04T10:00:00Z", "WithdrawConsent", "", payload(ANN).put("processId", "loans"))
        .add("2026-01-05T10:00:00Z", "SetPreference", "", preference(ANN, "SALE", "OPTED_OUT"))
        .add("2026-01-06T10:00:00Z", "SetPreference", "", preference(ANN, "SHARE", "OPTED_IN"))
        .add("2026-01-07T10:00:00Z", "SetPreference", "", preference(ANN, "SHARE", "OPTED_OUT"));
    story.add(
        "2026-01-08T10:00:00Z",
        "ErasureCertificate",
        "bank",
        payload(ANN).set("processIds", Json.array(List.of("loans"))));
    for (int record : new int[] {1, 3, 4, 5, 6, 7}) {
      story.owed(ANN, Owed.ACKNOWLEDGEMENT, "X", "2026-04-01T00:00:00Z", record, "insurer");
    }
    story.owed(ANN, Owed.ACKNOWLEDGEMENT, "X", "2026-04-01T00:00:00Z", 6, "retailer");

    assertThat(Story.row(DisclosuresReport.of(story.made(MADE)), 0, "recallsOpen").get(0))
        .isEqualTo("opted out of share 2026-01-07, acknowledge before 2026-04-01T00:00:00Z");
    story
        .add("2026-01-09T10:00:00Z", "ErasureCertificate", "bank", payload(ANN))
        .owed(ANN, Owed.ACKNOWLEDGEMENT, "X", "2026-04-02T00:00:00Z", 8, "insurer");
    assertThat(Story.row(DisclosuresReport.of(story.made(MADE)), 0, "recallsOpen").get(0))
        .endsWith("; erasure certified 2026-01-09, acknowledge before 2026-04-02T00:00:00Z");
    assertThat(DisclosuresReport.owing(story.made(MADE).declarations())).containsExactly(ANN);
  }
}
