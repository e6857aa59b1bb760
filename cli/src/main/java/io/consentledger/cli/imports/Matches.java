package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which persons have an identifier, by its hash: what a data broker worked out from its own
 * records. Private to the broker.
 */
public final class Matches {
  private static final String HEADER = "Hash,Person";

  private Matches() {}

  /**
   * Reads lines of {@code Hash,Person} below that header.
   *
   * @throws CliException {@code matches-malformed} with the line
   */
  public static Map<String, List<String>> of(byte[] content) throws CliException {
    Map<String, List<String>> persons = new LinkedHashMap<>();
    List<String> lines = Texts.of(content).orElse("").lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw malformed(1, "the first line must be exactly " + HEADER);
    }
    for (int i = 1; i < lines.size(); i++) {
      int comma = lines.get(i).indexOf(',');
      if (comma <= 0 || comma == lines.get(i).length() - 1) {
        throw malformed(i + 1, "a hash, a comma, a person");
      }
      String person = PersonName.canonical(Identities.OWN, lines.get(i).substring(comma + 1));
      List<String> known =
          persons.computeIfAbsent(lines.get(i).substring(0, comma), hash -> new ArrayList<>());
      if (!known.contains(person)) {
        known.add(person);
      }
    }
    return persons;
  }

  private static CliException malformed(int line, String what) {
    return CliException.usage(
        "matches-malformed", "line " + line + " of the matches: " + what, "Correct that line.");
  }
}
