package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.PageWalk;
import io.consentledger.ledger.evidence.Moment;
import io.consentledger.ledger.evidence.VerifiedSubject;
import io.consentledger.ledger.genesis.Organisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the ledger holds about one customer and one organisation, in order.
 *
 * @param controller the organisation's name; empty where it isn't known
 * @param height how far the ledger went when it was asked
 */
public record History(
    String controller, String subjectRef, String streamId, long height, List<JsonNode> entries) {
  public History {
    entries = List.copyOf(entries);
  }

  /**
   * Reads all of it, page by page.
   *
   * @return empty where the ledger knows no such customer
   */
  public static Optional<History> read(LedgerClient client, String controller, String subjectRef)
      throws CliException {
    return read(client, controller, subjectRef, entry -> true);
  }

  /**
   * Reads some of it: what isn't wanted is forgotten page by page.
   *
   * @return empty where the ledger knows no such customer
   */
  public static Optional<History> read(
      LedgerClient client, String controller, String subjectRef, Predicate<JsonNode> wanted)
      throws CliException {
    List<JsonNode> entries = new ArrayList<>();
    ObjectNode last = Json.object();
    try {
      PageWalk.through(
          client,
          "/v1/subjects/" + subjectRef + "/history?limit=" + Limits.HISTORY_PAGE_ENTRIES,
          "fromSeq",
          (answer, page) -> {
            for (JsonNode entry : page.path("entries")) {
              if (wanted.test(entry)) {
                entries.add(entry);
              }
            }
            page.remove("entries");
            last.setAll(page);
          });
    } catch (CliException e) {
      if (e.code().equals("subject-unknown")) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(
        new History(
            controller,
            subjectRef,
            last.path("streamId").asText(),
            last.path("height").asLong(),
            entries));
  }

  /** What a bundle proved about one customer. */
  public static History proven(VerifiedSubject subject, Moment anchor) {
    return new History(
        subject.controller().map(Organisation::name).orElse(""),
        subject.subject().toHex(),
        subject.streamId().toHex(),
        anchor.height(),
        subject.records().stream()
            .map(record -> (JsonNode) ProvenEntry.json(record, subject.signer(record)))
            .toList());
  }

  /** As it stood at a time, UTC milliseconds: the entries of blocks up to then. */
  public History asOf(long timeMs) {
    return new History(
        controller,
        subjectRef,
        streamId,
        height,
        entries.stream().filter(entry -> entry.path("timeMs").asLong() <= timeMs).toList());
  }

  /** With what is behind its commitments, where that is held. */
  public History withDetails(Map<String, JsonNode> byCommitment) {
    List<JsonNode> shown = new ArrayList<>();
    for (JsonNode entry : entries) {
      JsonNode held = byCommitment.get(entry.path("payload").path("details").asText());
      shown.add(held == null ? entry : ((ObjectNode) entry.deepCopy()).set("details", held));
    }
    return new History(controller, subjectRef, streamId, height, shown);
  }

  /** Findings in it. */
  public long findings() {
    return entries.stream().mapToLong(entry -> entry.path("findings").size()).sum();
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    if (!controller.isEmpty()) {
      json.put("controller", controller);
    }
    json.put("subjectRef", subjectRef).put("streamId", streamId).put("height", height);
    ArrayNode array = json.putArray("entries");
    entries.forEach(array::add);
    return json;
  }
}
