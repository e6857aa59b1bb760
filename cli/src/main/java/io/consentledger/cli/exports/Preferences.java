package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import java.util.EnumMap;
import java.util.Map;

/** Where a customer's preferences stand. A repetition changes nothing, as in the rules. */
final class Preferences {
  private Preferences() {}

  /** The payload that brought each right to where it is; none where nothing was recorded. */
  static Map<Right, JsonNode> of(History history) {
    Map<Right, JsonNode> standing = new EnumMap<>(Right.class);
    for (JsonNode entry : history.entries()) {
      if (entry.path("kind").asText().equals("SetPreference")) {
        JsonNode payload = entry.path("payload");
        standing.merge(
            Right.valueOf(payload.path("right").asText()),
            payload,
            (one, next) -> value(one) == value(next) ? one : next);
      }
    }
    return standing;
  }

  static PreferenceValue value(JsonNode payload) {
    return PreferenceValue.valueOf(payload.path("value").asText());
  }

  /** Whether the customer is opted out of all of these. */
  static boolean isOut(History history, Right... rights) {
    Map<Right, JsonNode> standing = of(history);
    for (Right right : rights) {
      JsonNode payload = standing.get(right);
      if (payload == null || value(payload) != PreferenceValue.OPTED_OUT) {
        return false;
      }
    }
    return true;
  }
}
