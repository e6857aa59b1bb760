package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.imports.ImportPlan.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A log of signals: on each line a customer, a tab, the signal; or the signal alone where the whole
 * file is about one customer. Empty lines and lines that start with # are skipped.
 */
final class SignalLines {
  /** Judges one signal. */
  interface Reader {
    Outcome read(String place, String customer, String signal);
  }

  private SignalLines() {}

  static ImportPlan plan(ImportDocument document, ImportContext context, Reader reader)
      throws CliException {
    List<Outcome> outcomes = new ArrayList<>();
    List<String> lines = document.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String place = "line " + (i + 1);
      if (context.customer().isPresent()) {
        outcomes.add(reader.read(place, context.customer().get(), line));
        continue;
      }
      int tab = line.indexOf('\t');
      outcomes.add(
          tab > 0
              ? reader.read(place, line.substring(0, tab), line.substring(tab + 1))
              : Outcome.problem(
                  place,
                  "customer-missing",
                  "a customer and a tab must stand before the signal, or give --customer"));
    }
    return new ImportPlan(outcomes);
  }
}
