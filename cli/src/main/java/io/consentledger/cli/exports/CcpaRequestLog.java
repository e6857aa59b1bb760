package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.Csv;
import io.consentledger.cli.report.Times;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The record that the CCPA's rules want of consumers' requests and of the answers (11 CCR 7101(b)):
 * the date, nature and manner of the request, the date and nature of the answer, and the basis of a
 * denial. Opting out of sale and sharing and limiting sensitive data are requests too.
 */
public final class CcpaRequestLog {
  /** The kinds of records that it is made of. */
  public static final List<String> KINDS = List.of("OpenRequest", "RequestStatus", "SetPreference");

  private static final Set<Right> OPT_OUTS = EnumSet.of(Right.SALE, Right.SHARE, Right.SENSITIVE);
  private static final List<String> HEADER =
      List.of(
          "Request",
          "Consumer",
          "Date of request",
          "Nature of request",
          "Manner of request",
          "Date confirmed",
          "Date of response",
          "Nature of response",
          "Basis for denial");

  private record Row(long timeMs, List<String> cells) {}

  private CcpaRequestLog() {}

  /**
   * Writes it, oldest request first.
   *
   * @param entries a controller's records of these kinds, in the order of the ledger
   */
  public static String of(List<JsonNode> entries) {
    List<Row> rows = new ArrayList<>();
    for (DataRequest request : DataRequest.of(entries)) {
      if (request.regime().equals("CCPA")) {
        rows.add(new Row(time(request.opened()), cells(request)));
      }
    }
    entries.stream()
        .filter(CcpaRequestLog::isOptOut)
        .forEach(entry -> rows.add(new Row(time(entry), optOut(entry))));
    rows.sort(Comparator.comparingLong(Row::timeMs));
    StringBuilder csv = new StringBuilder(Csv.line(HEADER));
    rows.forEach(row -> csv.append(Csv.line(row.cells())));
    return csv.toString();
  }

  private static List<String> cells(DataRequest request) {
    Optional<JsonNode> end = request.end();
    Optional<JsonNode> answer =
        end.isPresent() ? end : request.statuses().stream().reduce((one, next) -> next);
    return List.of(
        request.opened().path("txId").asText(),
        request.opened().path("payload").path("subjectRef").asText(),
        day(request.opened()),
        request.right(),
        manner(request.opened()),
        request.confirmed().map(CcpaRequestLog::day).orElse(""),
        answer.map(CcpaRequestLog::day).orElse(""),
        answer.map(DataRequest::status).orElse("OPEN"),
        answer.map(it -> it.path("payload").path("reason").asText()).orElse(""));
  }

  // The ledger's checks deny from this block on; what was done in the business no ledger sees.
  private static List<String> optOut(JsonNode entry) {
    JsonNode payload = entry.path("payload");
    return List.of(
        entry.path("txId").asText(),
        payload.path("subjectRef").asText(),
        day(entry),
        "OPT_OUT_" + payload.path("right").asText(),
        payload.path("source").asText() + ", " + manner(entry),
        "",
        day(entry),
        "RECORDED",
        "");
  }

  private static boolean isOptOut(JsonNode entry) {
    JsonNode payload = entry.path("payload");
    return entry.path("kind").asText().equals("SetPreference")
        && payload.path("value").asText().equals(PreferenceValue.OPTED_OUT.name())
        && OPT_OUTS.contains(Right.valueOf(payload.path("right").asText()));
  }

  private static String manner(JsonNode entry) {
    return switch (entry.path("signer").path("role").asText()) {
      case "SUBJECT" -> "signed with the consumer's key";
      case "CONTROLLER" -> "passed on by the business";
      default -> "signed by an agent";
    };
  }

  private static String day(JsonNode entry) {
    return Times.day(time(entry));
  }

  private static long time(JsonNode entry) {
    return entry.path("timeMs").asLong();
  }
}
