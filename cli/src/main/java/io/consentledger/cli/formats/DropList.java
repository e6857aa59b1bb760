package io.consentledger.cli.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list that a data broker downloads from California's Delete Request and Opt-out Platform (DROP,
 * data broker API 1.2.0): work items with hashed identifiers. Rows that aren't well formed are told
 * apart, with their line; the rest is good. Immutable.
 *
 * @param removed whether the list takes back identifiers that were delivered earlier
 */
public record DropList(boolean removed, List<Row> rows, List<BadRow> bad) {
  private static final Pattern QUOTED =
      Pattern.compile("(\"[^\",]*\"|[^\",]*)(,(\"[^\",]*\"|[^\",]*))*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{12}");
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");
  private static final Set<String> LIST_TYPES =
      Set.of("NDZ", "Email", "Phone", "MAID", "NameVIN", "CTVID");
  private static final String HEADER = "ID,Hash";
  private static final String HEADER_REMOVED = "ID,Hash,ListType";

  /**
   * A work item.
   *
   * @param line from 1
   * @param id the platform's name of the work item: private, it leads to a person
   * @param hash unsalted SHA-256 of an identifier, base64: private, a guess confirms it
   */
  public record Row(int line, String id, String hash) {}

  /** A row that says nothing. */
  public record BadRow(int line, String reason) {}

  public DropList {
    rows = List.copyOf(rows);
    bad = List.copyOf(bad);
  }

  /**
   * Reads a downloaded file.
   *
   * @throws FormatException {@code drop-header}
   */
  public static DropList parse(String text) throws FormatException {
    List<String> lines = Stream.of(text.split("\r?\n", -1)).map(DropList::unquoted).toList();
    boolean removed = lines.get(0).equals(HEADER_REMOVED);
    if (!removed && !lines.get(0).equals(HEADER)) {
      throw new FormatException(
          "drop-header", "the first line must be exactly " + HEADER + " or " + HEADER_REMOVED);
    }
    return rows(removed, lines);
  }

  // RFC 4180, section 2.5: fields may be quoted, and none of DROP's holds a quote or a comma.
  private static String unquoted(String line) {
    return QUOTED.matcher(line).matches() ? line.replace("\"", "") : line;
  }

  private static DropList rows(boolean removed, List<String> lines) {
    List<Row> rows = new ArrayList<>();
    List<BadRow> bad = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      boolean afterLast = i == lines.size() - 1 && lines.get(i).isEmpty();
      if (afterLast) {
        break;
      }
      try {
        Row row = row(i + 1, lines.get(i), removed);
        if (!seen.add(row.id())) {
          throw new FormatException("drop-row", "the ID stands on an earlier line");
        }
        rows.add(row);
      } catch (FormatException e) {
        bad.add(new BadRow(i + 1, e.reason()));
      }
    }
    return new DropList(removed, rows, bad);
  }

  private static Row row(int line, String text, boolean removed) throws FormatException {
    String[] cells = text.split(",", -1);
    if (cells.length != (removed ? 3 : 2)) {
      throw new FormatException("drop-row", "a row has " + (removed ? 3 : 2) + " fields");
    }
    if (!ID.matcher(cells[0]).matches()) {
      throw new FormatException("drop-row", "an ID has 12 letters or digits");
    }
    if (!HASH.matcher(cells[1]).matches()) {
      throw new FormatException("drop-row", "a hash is 32 bytes in base64");
    }
    if (removed && !LIST_TYPES.contains(cells[2])) {
      throw new FormatException("drop-row", "the list type isn't one of DROP's");
    }
    return new Row(line, cells[0], cells[1]);
  }
}
