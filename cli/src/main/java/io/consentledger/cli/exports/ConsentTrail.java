package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's consent to one process, from the first record to the newest. It isn't empty.
 *
 * @param process what the controller declared of the version that the newest decision names
 * @param notice the notice of that version
 */
public record ConsentTrail(List<ConsentEvent> events, JsonNode process, JsonNode notice) {
  public ConsentTrail {
    events = List.copyOf(events);
  }

  /** The consents in a history, in the order of their first records. */
  public static List<ConsentTrail> of(History history, Published published) {
    Map<String, List<ConsentEvent>> byProcess = new LinkedHashMap<>();
    for (JsonNode entry : history.entries()) {
      ConsentEvent.of(entry, false)
          .ifPresent(
              event ->
                  add(
                      byProcess.computeIfAbsent(event.processId(), id -> new ArrayList<>()),
                      entry));
    }
    List<ConsentTrail> trails = new ArrayList<>();
    byProcess.forEach(
        (id, events) -> {
          int version =
              events.stream()
                  .mapToInt(ConsentEvent::version)
                  .filter(v -> v > 0)
                  .reduce(0, (a, b) -> b);
          JsonNode process = published.process(id, version);
          trails.add(new ConsentTrail(events, process, published.notice(process.path("notice"))));
        });
    return trails;
  }

  private static void add(List<ConsentEvent> events, JsonNode entry) {
    boolean renews = stands(events, entry.path("timeMs").asLong());
    ConsentEvent.of(entry, renews).ifPresent(events::add);
  }

  /** The process, without a version. */
  public String processId() {
    return events.get(0).processId();
  }

  /** The process with its version, written id@version. */
  String processRef() {
    return processId() + "@" + process.path("version").asInt();
  }

  ConsentEvent newest() {
    return events.get(events.size() - 1);
  }

  /** The newest grant, whether it still stands or not. */
  Optional<ConsentEvent> grant() {
    return events.stream().filter(ConsentEvent::isGrant).reduce((first, second) -> second);
  }

  /** Whether the consent stands at a time, UTC milliseconds: given, not ended, not past its end. */
  boolean stands(long timeMs) {
    return stands(events, timeMs);
  }

  // Who asks again, or is put off, takes nothing from a consent that stands.
  private static boolean stands(List<ConsentEvent> events, long timeMs) {
    return events.stream()
        .filter(event -> !event.status().equals("ConsentRequested"))
        .filter(event -> !event.status().equals("ConsentRequestDeferred"))
        .reduce((first, second) -> second)
        .filter(ConsentEvent::isGrant)
        .filter(grant -> grant.payload().path("validUntilMs").asLong() > timeMs)
        .isPresent();
  }
}
