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
import org.jspecify.annotations.Nullable;

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
    Map<Right, JsonNode> standing = Preferences.of(customer.history());
    standing.forEach((right, payload) -> positions.put(right, Preferences.value(payload)));
    return GppUsca.of(positions, isByGpc(customer, standing.get(Right.SALE)));
  }

  // The flag speaks of sale and sharing both.
  private static boolean isByGpc(ExportedCustomer customer, @Nullable JsonNode sale) {
    return sale != null
        && sale.path("source").asText().equals(PreferenceSource.GPC.name())
        && Preferences.isOut(customer.history(), Right.SALE, Right.SHARE);
  }

  @Override
  public List<String> leftOut(ExportedCustomer customer) {
    return Preferences.of(customer.history()).keySet().stream()
        .filter(right -> !IN_USCA.contains(right))
        .map(right -> "the preference about " + right + ": the section has no field for it")
        .toList();
  }
}
