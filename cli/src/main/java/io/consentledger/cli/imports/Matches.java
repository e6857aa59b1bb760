package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which customers have an identifier, by its hash: what a data broker worked out from its own
 * records, one {@code Hash,Customer} a line. Private to the broker. Immutable.
 */
public final class Matches {
  private static final String HEADER = "Hash,Customer";

  private final Map<String, List<String>> customers = new LinkedHashMap<>();

  /**
   * Reads them all.
   *
   * @throws CliException {@code matches-malformed} with the line
   */
  public Matches(ImportDocument document) throws CliException {
    List<String> lines = document.lines();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw malformed(1, "the first line must be exactly " + HEADER);
    }
    for (int i = 1; i < lines.size(); i++) {
      int comma = lines.get(i).indexOf(',');
      if (comma <= 0 || comma == lines.get(i).length() - 1) {
        throw malformed(i + 1, "a hash, a comma, a customer");
      }
      customers
          .computeIfAbsent(lines.get(i).substring(0, comma), hash -> new ArrayList<>())
          .add(lines.get(i).substring(comma + 1));
    }
  }

  /** The customers with this hash; often none. */
  List<String> of(String hash) {
    return List.copyOf(customers.getOrDefault(hash, List.of()));
  }

  private static CliException malformed(int line, String what) {
    return CliException.usage(
        "matches-malformed", "line " + line + " of the matches: " + what, "Correct that line.");
  }
}
