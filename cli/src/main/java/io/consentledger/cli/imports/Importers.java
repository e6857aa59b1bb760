package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import java.util.List;

/** The formats that can be imported. */
public final class Importers {
  private static final List<Importer> ALL =
      List.of(new GpcImporter(), new GppImporter(), new DropImporter());

  private Importers() {}

  /** Their names, in the order of the manual. */
  public static List<String> formats() {
    return ALL.stream().map(Importer::format).toList();
  }

  /**
   * The importer of a format.
   *
   * @throws CliException {@code format-unknown}
   */
  public static Importer named(String format) throws CliException {
    return ALL.stream()
        .filter(importer -> importer.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                CliException.usage(
                    "format-unknown",
                    "no format is named '" + format + "'",
                    "Formats: " + String.join(", ", formats()) + "."));
  }
}
