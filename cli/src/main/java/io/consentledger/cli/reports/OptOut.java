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

  private record Place(String subjectRef, Matter matter) {}

  /** All of them, in the order of the ledger. Those of one customer, matter and day are one. */
  static List<OptOut> of(List<Declaration> declarations) {
    List<OptOut> all = new ArrayList<>();
    Map<Place, OptOut> standing = new HashMap<>();
    for (Declaration one : declarations) {
      if (one.kind().equals("SetPreference")) {
        Matter matter = matterOf(one.text("right"));
        if (matter != null) {
          set(one, new Place(one.subjectRef(), matter), all, standing);
        }
      } else {
        one.json().path("findings").forEach(finding -> found(one, finding, standing));
      }
    }
    return all;
  }

  private static void set(
      Declaration one, Place place, List<OptOut> all, Map<Place, OptOut> standing) {
    if (one.text("value").equals("OPTED_IN")) {
      standing.remove(place);
      return;
    }
    OptOut before = standing.get(place);
    if (before == null || DataRequest.days(before.timeMs, one.timeMs()) > 0) {
      OptOut request = new OptOut(place.matter(), one.timeMs());
      all.add(request);
      standing.put(place, request);
    }
  }

  private static void found(Declaration one, JsonNode finding, Map<Place, OptOut> standing) {
    Matter matter =
        switch (finding.path("code").asText()) {
          case "SOLD_AFTER_OPT_OUT", "SHARED_AFTER_OPT_OUT" -> Matter.SALE_OR_SHARING;
          case "USED_AFTER_OPT_OUT" ->
              Json.texts(finding.path("details")).contains("OPTED_OUT_OF_SENSITIVE")
                  ? Matter.SENSITIVE
                  : null;
          default -> null;
        };
    OptOut request = matter == null ? null : standing.get(new Place(one.subjectRef(), matter));
    if (request != null) {
      request.lastFoundMs = one.timeMs();
      request.contradicted |= finding.path("severity").asText().equals("VIOLATION");
    }
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
