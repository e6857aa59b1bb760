package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.ledger.evidence.VerifiedSubject;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.OverdueItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was overdue at a time, by what was not recorded.
 *
 * @param timeMs UTC ms
 * @param items as `consent verify` has them: {@code subjectRef code details dueMs txId owedBy}
 */
public record Overdues(long timeMs, List<JsonNode> items) {
  public Overdues {
    items = List.copyOf(items);
  }

  /**
   * Asks about the customers of these histories, as the ledger knew it when each was read.
   *
   * @param clients whom to ask, by reference
   */
  public static Overdues read(
      Map<String, LedgerClient> clients, List<History> histories, long timeMs) throws CliException {
    List<JsonNode> items = new ArrayList<>();
    for (History history : histories) {
      Answer answer =
          asked(clients, history)
              .get(
                  "/v1/subjects/"
                      + history.subjectRef()
                      + "/duties?knownAtHeight="
                      + history.height()
                      + "&atMs="
                      + timeMs);
      if (!answer.ok()) {
        throw answer.refusal();
      }
      for (JsonNode duty : answer.json().path("duties")) {
        if (duty.path("overdue").asBoolean()) {
          items.add(item(history.subjectRef(), duty));
        }
      }
    }
    return new Overdues(timeMs, items);
  }

  private static LedgerClient asked(Map<String, LedgerClient> clients, History history) {
    LedgerClient client = clients.get(history.subjectRef());
    if (client == null) {
      throw new IllegalArgumentException("nobody to ask about " + history.subjectRef());
    }
    return client;
  }

  /** As a bundle proves it: derived from its records. */
  static Overdues proven(Genesis genesis, List<VerifiedSubject> subjects, long timeMs) {
    List<JsonNode> items = new ArrayList<>();
    for (VerifiedSubject subject : subjects) {
      subject
          .overdue(timeMs)
          .forEach(item -> items.add(item(genesis, subject.subject().toHex(), item)));
    }
    return new Overdues(timeMs, items);
  }

  private static ObjectNode item(Genesis genesis, String subjectRef, OverdueItem item) {
    String owedBy =
        item.recipient()
            .or(() -> genesis.organisation(item.controllerId()).map(Organisation::name))
            .orElse(item.controllerId().toHex());
    ObjectNode json =
        Json.object()
            .put("subjectRef", subjectRef)
            .put("code", item.code().name())
            .put("dueMs", item.dueMs())
            .put("txId", item.txId().toHex())
            .put("owedBy", owedBy);
    json.set("details", Json.array(item.details()));
    return json;
  }

  private static ObjectNode item(String subjectRef, JsonNode duty) {
    ObjectNode item =
        Json.object()
            .put("subjectRef", subjectRef)
            .put("code", duty.path("code").asText())
            .put("dueMs", duty.path("dueMs").asLong())
            .put("txId", duty.path("txId").asText())
            .put("owedBy", duty.path("owedBy").asText());
    item.set("details", Json.array(Json.texts(duty.path("details"))));
    return item;
  }

  /** A headline and one line each; none where nothing is overdue. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!items.isEmpty()) {
      lines.add("Overdue at " + Times.second(timeMs) + ", by what is not recorded:");
      items.forEach(item -> lines.add("  - " + line(item)));
    }
    return lines;
  }

  /** One line for people. */
  private static String line(JsonNode item) {
    return PlainWords.words(item.path("code").asText())
        + " ("
        + PlainWords.words(String.join(", ", Json.texts(item.path("details"))))
        + "), due before "
        + Times.second(item.path("dueMs").asLong())
        + ", owed by "
        + item.path("owedBy").asText()
        + ", because of "
        + item.path("txId").asText();
  }

  void putInto(ObjectNode json) {
    json.put("overdueAtMs", timeMs);
    ArrayNode array = json.putArray("overdue");
    items.forEach(array::add);
  }
}
