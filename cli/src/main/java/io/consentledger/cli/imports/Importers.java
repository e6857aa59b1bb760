package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import java.util.List;
import java.util.stream.Collectors;

/** The formats that can be imported. */
public final class Importers {
  private static final List<Importer> ALL =
      List.of(
          new Dpv27560Importer(),
          new KantaraImporter(),
          new GpcImporter(),
          new GppImporter(),
          new TcfImporter(),
          new DropImporter(),
          new DepaImporter(),
          new FhirImporter());

  private Importers() {}

  /** All of them, in the order of the manual. */
  public static List<Importer> all() {
    return ALL;
  }

  /**
   * The importer of a format.
   *
   * @throws CliException {@code format-unknown}
   */
  public static Importer of(String format) throws CliException {
    for (Importer importer : ALL) {
      if (importer.format().equals(format)) {
        return importer;
      }
    }
    throw CliException.usage(
        "format-unknown",
        "'" + format + "' can't be imported",
        "Formats: " + ALL.stream().map(Importer::format).collect(Collectors.joining(", ")) + ".");
  }
}
