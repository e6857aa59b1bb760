package io.consentledger.cli.exports;

import io.consentledger.cli.base.CliException;
import java.util.List;
import java.util.stream.Collectors;

/** The formats that can be exported. */
public final class Exporters {
  private static final List<Exporter> ALL =
      List.of(
          new Dpv27560Exporter(),
          new KantaraExporter(),
          FhirExporter.r5(),
          FhirExporter.r4(),
          new GppExporter());

  private Exporters() {}

  /** All of them, in the order of the manual. */
  public static List<Exporter> all() {
    return ALL;
  }

  /**
   * The exporter of a format.
   *
   * @throws CliException {@code format-unknown}
   */
  public static Exporter of(String format) throws CliException {
    for (Exporter exporter : ALL) {
      if (exporter.format().equals(format)) {
        return exporter;
      }
    }
    throw CliException.usage(
        "format-unknown",
        "'" + format + "' can't be exported",
        "Formats: "
            + ALL.stream().map(Exporter::format).collect(Collectors.joining(", "))
            + ", ccpa-requests, drop-status.");
  }
}
