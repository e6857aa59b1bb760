package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's request to opt out, and what was found to contradict it until the next one or until
 * the customer opted in.
 */
final class OptOut {
  /** What was opted out of: what the law counts together. */
  enum Matter {
    SALE_OR_SHARING,
    SENSITIVE
  }

  private final Matter matter;
  private final long timeMs;
  private long lastFoundMs;
  private boolean contradicted;

  private OptOut(Matter matter, long timeMs) {
    this.matter = matter;
    this.timeMs = timeMs;
    this.lastFoundMs = timeMs;
  }

  private record Place(String subjectRef, String right) {}

  private record Newest(String subjectRef, Matter matter) {}

  /** All of them, in the order of the ledger. Those of one customer, matter and day are one. */
  static List<OptOut> of(List<Declaration> declarations) {
    List<OptOut> all = new ArrayList<>();
    Map<Newest, OptOut> newest = new HashMap<>();
    Map<Place, OptOut> standing = new HashMap<>();
    for (Declaration one : declarations) {
      String right = one.text("right");
      Matter matter = one.kind().equals("SetPreference") ? matterOf(right) : null;
      if (matter == null) {
        one.json().path("findings").forEach(finding -> found(one, finding, standing));
      } else if (one.text("value").equals("OPTED_IN")) {
        standing.remove(new Place(one.subjectRef(), right));
      } else {
        OptOut request = newest.get(new Newest(one.subjectRef(), matter));
        if (request == null || DataRequest.days(request.timeMs, one.timeMs()) > 0) {
          request = new OptOut(matter, one.timeMs());
          all.add(request);
          newest.put(new Newest(one.subjectRef(), matter), request);
        }
        standing.put(new Place(one.subjectRef(), right), request);
      }
    }
    return all;
  }

  private static void found(Declaration one, JsonNode finding, Map<Place, OptOut> standing) {
    OptOut request = standing.get(new Place(one.subjectRef(), contradicted(finding)));
    if (request != null) {
      request.lastFoundMs = one.timeMs();
      request.contradicted |= finding.path("severity").asText().equals("VIOLATION");
    }
  }

  /** The right whose opt-out a finding says was contradicted; empty where it is none of these. */
  private static String contradicted(JsonNode finding) {
    return switch (finding.path("code").asText()) {
      case "SOLD_AFTER_OPT_OUT" -> "SALE";
      case "SHARED_AFTER_OPT_OUT" -> "SHARE";
      case "USED_AFTER_OPT_OUT" ->
          Json.texts(finding.path("details")).contains("OPTED_OUT_OF_SENSITIVE") ? "SENSITIVE" : "";
      default -> "";
    };
  }

  private static @Nullable Matter matterOf(String right) {
    return switch (right) {
      case "SALE", "SHARE" -> Matter.SALE_OR_SHARING;
      case "SENSITIVE" -> Matter.SENSITIVE;
      default -> null;
    };
  }

  Matter matter() {
    return matter;
  }

  long timeMs() {
    return timeMs;
  }

  /** Whether a violation was found after it. */
  boolean isContradicted() {
    return contradicted;
  }

  /** Until the last thing that was found to contradict it, within the time to comply too. */
  long days() {
    return DataRequest.days(timeMs, lastFoundMs);
  }
}
