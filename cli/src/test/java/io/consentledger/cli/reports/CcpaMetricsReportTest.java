package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Story.ANN;
import static io.consentledger.cli.reports.Story.BEN;
import static io.consentledger.cli.reports.Story.fact;
import static io.consentledger.cli.reports.Story.preference;
import static io.consentledger.cli.reports.Story.request;
import static io.consentledger.cli.reports.Story.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CcpaMetricsReportTest {
  private static final String[] COUNTS = {
    "received", "complied", "denied", "contradicted", "cancelled", "open", "medianDays", "meanDays"
  };

  private final Story story = new Story();

  private List<String> row(int row) {
    return Story.row(CcpaMetricsReport.of(story.made("2027-03-01T00:00:00Z"), 2026), row, COUNTS);
  }

  @Test
  void countsRequestsOfTheYearAndWhatBecameOfThem() {
    story
        .add("2025-12-31T23:59:59Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2026-01-01T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2026-12-31T23:59:59Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2027-01-01T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2026-06-01T00:00:00Z", "OpenRequest", "", request(ANN, "GDPR", "DELETE"))
        .add("2026-06-02T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2026-06-03T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2026-06-04T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "DELETE"))
        .add("2026-01-11T23:00:00Z", "RequestStatus", "bank", status(2, "COMPLETED"))
        .add("2027-01-25T00:00:00Z", "RequestStatus", "bank", status(3, "COMPLETED"))
        .add(
            "2026-06-06T00:00:00Z",
            "RequestStatus",
            "bank",
            status(6, "DENIED").put("reason", "NOT_VERIFIED"))
        .add("2026-06-04T00:00:00Z", "RequestStatus", "", status(7, "CANCELLED"))
        .add("2026-06-05T00:00:00Z", "RequestStatus", "bank", status(8, "ACKNOWLEDGED"));

    assertThat(row(0))
        .as("answered after 10, 25 and 4 days")
        .containsExactly("5", "2", "1", "0", "1", "1", "10", "13.0");
    Report report = CcpaMetricsReport.of(story.made("2027-03-01T00:00:00Z"), 2026);
    assertThat(
            Story.row(
                report,
                0,
                "request",
                "deniedNotVerified",
                "deniedException",
                "deniedOther",
                "source"))
        .containsExactly("delete", "1", "0", "0", "7102(a)(1)(A)");
    assertThat(row(1)).containsExactly("0", "0", "0", "0", "0", "0", "", "");
  }

  @Test
  void toKnowIsToSeeTheDataOrToHaveACopy() {
    story
        .add("2026-01-01T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "ACCESS"))
        .add("2026-01-01T00:00:00Z", "OpenRequest", "", request(ANN, "CCPA", "PORTABILITY"))
        .add("2026-01-03T00:00:00Z", "RequestStatus", "bank", status(1, "COMPLETED"))
        .add("2026-01-06T00:00:00Z", "RequestStatus", "bank", status(2, "COMPLETED"));

    assertThat(row(2))
        .as("2 and 5 days")
        .containsExactly("2", "2", "0", "0", "0", "0", "3.5", "3.5");
  }

  @Test
  void optOutsOfOneDayAreOneAndCountUntilTheLastSaleAfterThem() {
    story
        .add("2026-03-01T00:00:00Z", "SetPreference", "", preference(ANN, "SALE", "OPTED_OUT"))
        .add("2026-03-01T12:00:00Z", "SetPreference", "", preference(ANN, "SHARE", "OPTED_OUT"))
        .add("2026-03-01T12:00:00Z", "SetPreference", "", preference(BEN, "SALE", "OPTED_OUT"))
        .add("2026-03-05T00:00:00Z", "DataDisclosed", "bank", fact(ANN, "ads", 1, "Name"))
        .found("SOLD_AFTER_OPT_OUT", "GRACE")
        .add("2026-05-05T00:00:00Z", "DataDisclosed", "bank", fact(BEN, "ads", 1, "Name"))
        .found("SOLD_AFTER_OPT_OUT", "VIOLATION")
        .add("2026-06-01T00:00:00Z", "SetPreference", "", preference(BEN, "SALE", "OPTED_IN"))
        .add("2026-06-02T00:00:00Z", "DataDisclosed", "bank", fact(BEN, "ads", 1, "Name"))
        .found("SOLD_AFTER_OPT_OUT", "VIOLATION");

    assertThat(row(3)).containsExactly("2", "1", "0", "1", "0", "0", "4", "4.0");
  }

  @Test
  void anOptInToOneRightLeavesTheOtherOptOutStanding() {
    story
        .add("2026-03-01T00:00:00Z", "SetPreference", "", preference(ANN, "SALE", "OPTED_OUT"))
        .add("2026-03-01T00:00:00Z", "SetPreference", "", preference(ANN, "SHARE", "OPTED_OUT"))
        .add("2026-04-01T00:00:00Z", "SetPreference", "", preference(ANN, "SHARE", "OPTED_IN"))
        .add("2026-05-05T00:00:00Z", "DataDisclosed", "bank", fact(ANN, "ads", 1, "Name"))
        .found("SOLD_AFTER_OPT_OUT", "VIOLATION")
        .add("2026-06-01T00:00:00Z", "SetPreference", "", preference(BEN, "SALE", "OPTED_OUT"))
        .add("2026-06-05T00:00:00Z", "SetPreference", "", preference(BEN, "SHARE", "OPTED_OUT"))
        .add("2026-06-30T00:00:00Z", "DataDisclosed", "bank", fact(BEN, "ads", 1, "Name"))
        .found("SHARED_AFTER_OPT_OUT", "GRACE")
        .add("2026-07-30T00:00:00Z", "DataDisclosed", "bank", fact(BEN, "ads", 1, "Name"))
        .found("SOLD_AFTER_OPT_OUT", "VIOLATION");

    assertThat(row(3))
        .as("the sharing on day 25; Ann's and Ben's opt-outs of sales were contradicted")
        .containsExactly("3", "1", "0", "2", "0", "0", "25", "25.0");
  }

  @Test
  void limitsAreOptOutsOfSensitiveUsesAlone() {
    story
        .add("2026-03-01T00:00:00Z", "SetPreference", "", preference(ANN, "SENSITIVE", "OPTED_OUT"))
        .add(
            "2026-03-01T00:00:00Z",
            "SetPreference",
            "",
            preference(ANN, "DIRECT_MARKETING", "OPTED_OUT"))
        .add("2026-05-05T00:00:00Z", "DataUsed", "bank", fact(ANN, "ads", 1, "Name"))
        .found("USED_AFTER_OPT_OUT", "VIOLATION", "OPTED_OUT_OF_DIRECT_MARKETING");

    assertThat(row(4)).containsExactly("1", "1", "0", "0", "0", "0", "0", "0.0");
    assertThat(row(3).get(0)).isEqualTo("0");
  }
}
