package io.consentledger.cli.reports;

import static io.consentledger.cli.reports.Story.ANN;
import static io.consentledger.cli.reports.Story.BEN;
import static io.consentledger.cli.reports.Story.fact;
import static io.consentledger.cli.reports.Story.request;
import static io.consentledger.cli.reports.Story.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsAndRequestsTest {
  private final Story story = new Story();

  @Test
  void findingsStandInOrderAndWhatIsOverdueAfterThem() throws Exception {
    story
        .add("2026-01-31T23:59:59Z", "DataUsed", "bank", fact(ANN, "ads", 1, "Name"))
        .found("NO_LIVE_BASIS", "VIOLATION", "CONSENT_WITHDRAWN")
        .found("OUTSIDE_CATEGORY", "WARNING")
        .add("2026-02-01T00:00:00Z", "OpenRequest", "", request(ANN, "GDPR", "ACCESS"))
        .owed(ANN, Owed.REQUEST, "ANSWER", "2026-03-02T00:00:00Z", 2, "bank")
        .owed(ANN, "RETENTION_ELAPSED", "Name", "2026-03-10T00:00:00Z", 1, "bank");

    Report all = FindingsReport.of(story.made("2026-03-09T12:00:00Z"), Period.parse(null, null));
    assertThat(all.rows()).hasSize(3);
    assertThat(Story.row(all, 0, "status", "severity", "code", "process", "words"))
        .containsExactly(
            "RECORDED",
            "VIOLATION",
            "NO_LIVE_BASIS",
            "ads@1",
            "no live basis (consent withdrawn); what was recorded: data used: Name");
    assertThat(Story.row(all, 1, "code")).containsExactly("OUTSIDE_CATEGORY");
    assertThat(Story.row(all, 2, "time", "status", "by", "txId", "words"))
        .containsExactly(
            "2026-03-02T00:00:00Z",
            "OVERDUE",
            "bank",
            Story.id(2),
            "request deadline missed (answer); nothing was recorded");

    assertThat(codes("2026-01-31", "2026-01-31"))
        .containsExactly("NO_LIVE_BASIS", "OUTSIDE_CATEGORY");
    assertThat(codes("2026-02-01", null))
        .containsExactly("REQUEST_DEADLINE_MISSED", "RETENTION_ELAPSED");
    assertThat(codes("2026-03-03", "2026-03-09")).isEmpty();
    assertThat(codes(null, "2026-03-02")).hasSize(3);
  }

  private List<String> codes(@Nullable String from, @Nullable String to) throws CliException {
    Report report = FindingsReport.of(story.made("2026-03-10T00:00:00Z"), Period.parse(from, to));
    return report.rows().stream().map(row -> row.get(3).asText()).toList();
  }

  @Test
  void aPeriodHasDaysInOrder() {
    for (String[] wrong :
        new String[][] {
          {"2026-02-30", null}, {"26-02-01", null}, {null, "2026-01-01T00:00Z"}, {"", null}
        }) {
      assertThatThrownBy(() -> Period.parse(wrong[0], wrong[1]))
          .hasFieldOrPropertyWithValue("code", "date-malformed");
    }
    assertThatThrownBy(() -> Period.parse("2026-02-02", "2026-02-01"))
        .hasFieldOrPropertyWithValue("code", "period-empty");
  }

  @Test
  void openRequestsStandBySoonestDueWithTheDaysThatAreLeft() {
    story
        .add("2026-01-10T09:00:00Z", "OpenRequest", "", request(ANN, "GDPR", "DELETE"))
        .add("2026-01-11T09:00:00Z", "OpenRequest", "", request(BEN, "CCPA", "ACCESS"))
        .add("2026-01-12T09:00:00Z", "RequestStatus", "bank", status(1, "ACKNOWLEDGED"))
        .add(
            "2026-01-13T09:00:00Z",
            "RequestStatus",
            "bank",
            status(1, "EXTENDED").put("reason", "COMPLEX"))
        .add("2026-01-14T09:00:00Z", "OpenRequest", "bank", request(ANN, "GDPR", "CORRECT"))
        .add("2026-01-15T09:00:00Z", "RequestStatus", "bank", status(5, "COMPLETED"))
        .owed(ANN, Owed.REQUEST, "ANSWER", "2026-04-11T00:00:00Z", 1, "bank")
        .owed(BEN, Owed.REQUEST, "ACKNOWLEDGE", "2026-01-27T00:00:00Z", 2, "bank")
        .owed(BEN, Owed.REQUEST, "ANSWER", "2026-02-26T00:00:00Z", 2, "bank");
    Report open = RequestsReport.of(story.made("2026-01-27T00:00:00Z"), false);

    assertThat(open.rows()).hasSize(2);
    assertThat(
            Story.row(
                open,
                0,
                "subjectRef",
                "regime",
                "status",
                "acknowledgeBefore",
                "daysLeft",
                "overdue"))
        .containsExactly(BEN, "CCPA", "OPEN", "2026-01-27T00:00:00Z", "29", "yes");
    assertThat(
            Story.row(open, 1, "subjectRef", "status", "acknowledgeBefore", "daysLeft", "overdue"))
        .containsExactly(ANN, "EXTENDED", "", "73", "");
    assertThat(Story.row(open, 1, "history", "assurance"))
        .containsExactly("ACKNOWLEDGED 2026-01-12; EXTENDED (COMPLEX) 2026-01-13", "SUBJECT_HELD");

    Report all = RequestsReport.of(story.made("2026-01-27T00:00:00Z"), true);
    assertThat(Story.row(all, 2, "status", "by", "daysLeft"))
        .containsExactly("COMPLETED", "bank", "");
    assertThat(RequestsReport.owing(story.made("2026-01-27T00:00:00Z").declarations()))
        .containsExactly(ANN, BEN);
  }

  @Test
  void theLastDayHasZeroDaysLeftAndTheNextOneIsOverdue() {
    story
        .add("2026-01-10T09:00:00Z", "OpenRequest", "", request(ANN, "GDPR", "DELETE"))
        .owed(ANN, Owed.REQUEST, "ANSWER", "2026-02-11T00:00:00Z", 1, "bank");

    assertThat(left("2026-02-10T23:59:59Z")).containsExactly("0", "");
    assertThat(left("2026-02-11T00:00:00Z")).containsExactly("-1", "yes");
  }

  private List<String> left(String made) {
    return Story.row(RequestsReport.of(story.made(made), false), 0, "daysLeft", "overdue");
  }
}
