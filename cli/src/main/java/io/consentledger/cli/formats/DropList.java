package io.consentledger.cli.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list that a data broker downloads from California's Delete Request and Opt-out Platform (DROP,
 * data broker API 1.2.0): work items with hashed identifiers. Rows that aren't well formed are told
 * apart, with their line; the rest is good. Immutable.
 *
 * @param type what the identifiers are
 * @param removed whether the list takes back identifiers that were delivered earlier
 */
public record DropList(Type type, boolean removed, List<Row> rows, List<BadRow> bad) {
  private static final Pattern FILE =
      Pattern.compile(
          "[0-9]{8}_[0-9]{4}_(NDZ|Email|Phone|MAID|NameVIN|CTVID|Removed)(_[A-Za-z0-9]{1,10})?\\.csv");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{12}");
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");
  private static final String HEADER = "ID,Hash";
  private static final String HEADER_REMOVED = "ID,Hash,ListType";

  /** What a list's identifiers are. */
  public enum Type {
    /** First name, last name, date of birth, ZIP code. */
    NDZ("NDZ"),
    EMAIL("Email"),
    PHONE("Phone"),
    /** Mobile advertising id. */
    MAID("MAID"),
    /** First name, last name, vehicle. */
    NAME_VIN("NameVIN"),
    /** Connected television. */
    CTVID("CTVID"),
    /** Each row names its own. */
    MIXED("Removed");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    /** As file names and rows write it. */
    public String label() {
      return label;
    }

    static Type of(String label) throws FormatException {
      for (Type type : values()) {
        if (type.label.equals(label)) {
          return type;
        }
      }
      throw new FormatException("drop-row", "the list type isn't one of DROP's");
    }
  }

  /**
   * A work item.
   *
   * @param line from 1
   * @param id the platform's name of the work item: private, it leads to a person
   * @param hash unsalted SHA-256 of an identifier, base64: private, a guess confirms it
   */
  public record Row(int line, String id, String hash, Type type) {}

  /** A row that says nothing. */
  public record BadRow(int line, String reason) {}

  public DropList {
    rows = List.copyOf(rows);
    bad = List.copyOf(bad);
  }

  /**
   * Reads a downloaded file.
   *
   * @param fileName its name as downloaded: it says what the identifiers are
   * @throws FormatException {@code drop-file-name}, {@code drop-header}
   */
  public static DropList parse(String fileName, String text) throws FormatException {
    Matcher name = FILE.matcher(fileName);
    if (!name.matches()) {
      throw new FormatException(
          "drop-file-name", "not the name of a DROP list, such as 20260312_4821_Email.csv");
    }
    Type type = Type.of(name.group(1));
    boolean removed = type == Type.MIXED;
    String header = removed ? HEADER_REMOVED : HEADER;
    List<String> lines = List.of(text.split("\r?\n", -1));
    if (!lines.get(0).equals(header)) {
      throw new FormatException("drop-header", "the first line must be exactly " + header);
    }
    return rows(type, removed, lines);
  }

  private static DropList rows(Type type, boolean removed, List<String> lines) {
    List<Row> rows = new ArrayList<>();
    List<BadRow> bad = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      boolean afterLast = i == lines.size() - 1 && lines.get(i).isEmpty();
      if (afterLast) {
        break;
      }
      try {
        Row row = row(i + 1, lines.get(i), type, removed);
        if (!seen.add(row.id())) {
          throw new FormatException("drop-row", "the ID stands on an earlier line");
        }
        rows.add(row);
      } catch (FormatException e) {
        bad.add(new BadRow(i + 1, e.reason()));
      }
    }
    return new DropList(type, removed, rows, bad);
  }

  private static Row row(int line, String text, Type type, boolean removed) throws FormatException {
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
    Type own = removed ? Type.of(cells[2]) : type;
    if (removed && own == Type.MIXED) {
      throw new FormatException("drop-row", "the list type isn't one of DROP's");
    }
    return new Row(line, cells[0], cells[1], own);
  }
}
