package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.report.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A customer's consent to one process, from the first record to the newest. It isn't empty.
 *
 * @param process what the controller declared of the version that the consent stands for: the one
 *     decided about last, or asked about where nothing holds
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
          JsonNode process = published.process(id, version(events));
          trails.add(new ConsentTrail(events, process, published.notice(process.path("notice"))));
        });
    return trails;
  }

  /** Whether a record says something about a consent. */
  public static boolean isAbout(JsonNode entry) {
    return ConsentEvent.of(entry, false).isPresent();
  }

  // Who is asked about a newer version still has the one agreed to.
  private static int version(List<ConsentEvent> events) {
    int decisive = decisive(events).version();
    return decisive > 0
        ? decisive
        : events.stream()
            .filter(event -> event.version() > 0)
            .reduce((one, next) -> next.isAsking() && !one.isAsking() ? one : next)
            .map(ConsentEvent::version)
            .orElse(0);
  }

  private static void add(List<ConsentEvent> events, JsonNode entry) {
    boolean renews = stands(events, entry.path("timeMs").asLong());
    ConsentEvent.of(entry, renews).ifPresent(events::add);
  }

  /** The records by which consent to a process was given, refused or ended, in order. */
  public static List<JsonNode> decisions(History history, String processId) {
    return history.entries().stream()
        .flatMap(entry -> ConsentEvent.of(entry, false).stream())
        .filter(event -> event.processId().equals(processId) && !event.isAsking())
        .map(ConsentEvent::entry)
        .toList();
  }

  /** The process, without a version. */
  public String processId() {
    return events.get(0).processId();
  }

  /** The process with its version, written id@version. */
  String processRef() {
    return processId() + "@" + process.path("version").asInt();
  }

  /**
   * What brought about where it is now: the newest event, but for those that ask while a consent
   * holds.
   */
  ConsentEvent decisive() {
    return decisive(events);
  }

  private static ConsentEvent decisive(List<ConsentEvent> events) {
    ConsentEvent decisive = events.get(0);
    for (int i = 1; i < events.size(); i++) {
      ConsentEvent next = events.get(i);
      if (!next.isAsking() || !stands(events.subList(0, i), next.timeMs())) {
        decisive = next;
      }
    }
    return decisive;
  }

  /** Whether the consent is where a record brought it, and holds where that one was a grant. */
  public boolean standsBy(String txId, long timeMs) {
    ConsentEvent decisive = decisive();
    return decisive.txId().equals(txId) && (!decisive.isGrant() || stands(timeMs));
  }

  /** The newest grant, whether it still stands or not. */
  Optional<ConsentEvent> grant() {
    return events.stream().filter(ConsentEvent::isGrant).reduce((first, second) -> second);
  }

  /** For whom it was given last: what the grant names, or all that the process declares. */
  List<String> recipients() {
    List<String> named =
        grant().map(it -> Json.texts(it.payload().path("recipients"))).orElse(List.of());
    return named.isEmpty() ? Json.texts(process.path("recipients")) : named;
  }

  /** Whether the consent stands at a time, UTC milliseconds: given, not ended, not past its end. */
  boolean stands(long timeMs) {
    return stands(events, timeMs);
  }

  // Who asks again, or is put off, takes nothing from a consent that stands.
  private static boolean stands(List<ConsentEvent> events, long timeMs) {
    return events.stream()
        .filter(event -> !event.isAsking())
        .reduce((first, second) -> second)
        .filter(ConsentEvent::isGrant)
        .filter(grant -> grant.payload().path("validUntilMs").asLong() > timeMs)
        .isPresent();
  }
}
