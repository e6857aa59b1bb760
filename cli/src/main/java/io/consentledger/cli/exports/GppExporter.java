package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.formats.GppUsca;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A string of the IAB's Global Privacy Platform with the section usca: where the customer's
 * preferences stand. A right that nothing is recorded about is "not applicable", never "did not opt
 * out".
 */
final class GppExporter implements Exporter {
  private static final Set<Right> IN_USCA = EnumSet.of(Right.SALE, Right.SHARE, Right.SENSITIVE);

  @Override
  public String format() {
    return "gpp";
  }

  @Override
  public String description() {
    return "the preferences as a string with the section usca (IAB Global Privacy Platform)";
  }

  @Override
  public String write(ExportedCustomer customer) {
    Map<Right, PreferenceValue> positions = new EnumMap<>(Right.class);
    boolean byGpc = false;
    for (JsonNode preference : preferences(customer)) {
      Right right = Right.valueOf(preference.path("right").asText());
      PreferenceValue value = PreferenceValue.valueOf(preference.path("value").asText());
      boolean changes = positions.put(right, value) != value;
      if (right == Right.SALE && changes) {
        byGpc =
            value == PreferenceValue.OPTED_OUT
                && preference.path("source").asText().equals(PreferenceSource.GPC.name());
      }
    }
    // The flag speaks of sale and sharing both.
    boolean gpc = byGpc && positions.get(Right.SHARE) == PreferenceValue.OPTED_OUT;
    return GppUsca.of(positions, gpc);
  }

  @Override
  public List<String> leftOut(ExportedCustomer customer) {
    return preferences(customer).stream()
        .map(preference -> preference.path("right").asText())
        .distinct()
        .filter(right -> !IN_USCA.contains(Right.valueOf(right)))
        .map(right -> "the preference about " + right + ": the section has no field for it")
        .toList();
  }

  private static List<JsonNode> preferences(ExportedCustomer customer) {
    return customer.history().entries().stream()
        .filter(entry -> entry.path("kind").asText().equals("SetPreference"))
        .map(entry -> entry.path("payload"))
        .toList();
  }
}
