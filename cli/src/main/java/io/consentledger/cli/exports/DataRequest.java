package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A customer's request to an organisation, and what became of it.
 *
 * @param opened the record that opened it, as nodes answer it in histories
 * @param statuses the records about it, in order
 */
public record DataRequest(JsonNode opened, List<JsonNode> statuses) {
  public DataRequest {
    statuses = List.copyOf(statuses);
  }

  /** The requests in a history, in the order in which they were made. */
  public static List<DataRequest> of(History history) {
    return of(history.entries());
  }

  /** The requests among records in the ledger's order, of one customer or of many. */
  static List<DataRequest> of(List<JsonNode> entries) {
    Map<String, List<JsonNode>> statuses =
        entries.stream()
            .filter(entry -> entry.path("kind").asText().equals("RequestStatus"))
            .collect(
                Collectors.groupingBy(
                    entry -> entry.path("payload").path("requestId").asText(),
                    TreeMap::new,
                    Collectors.toList()));
    List<DataRequest> requests = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (entry.path("kind").asText().equals("OpenRequest")) {
        String id = entry.path("txId").asText();
        requests.add(new DataRequest(entry, statuses.getOrDefault(id, List.of())));
      }
    }
    return requests;
  }

  /** The law that it is made under. */
  public String regime() {
    return opened.path("payload").path("regime").asText();
  }

  /** What is asked for, such as {@code DELETE}. */
  public String right() {
    return opened.path("payload").path("right").asText();
  }

  /** Whether no record ended it yet. */
  public boolean isOpen() {
    return end().isEmpty();
  }

  /** The record that confirmed its receipt. */
  Optional<JsonNode> confirmed() {
    return statuses.stream().filter(entry -> status(entry).equals("ACKNOWLEDGED")).findFirst();
  }

  /** The record that completed, denied or cancelled it. */
  Optional<JsonNode> end() {
    return statuses.stream()
        .filter(entry -> List.of("COMPLETED", "DENIED", "CANCELLED").contains(status(entry)))
        .findFirst();
  }

  static String status(JsonNode entry) {
    return entry.path("payload").path("status").asText();
  }
}
