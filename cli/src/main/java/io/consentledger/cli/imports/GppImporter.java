package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.formats.GppSignals;
import io.consentledger.cli.imports.ImportPlan.Outcome;
import io.consentledger.ledger.model.PreferenceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strings of the IAB's Global Privacy Platform. A section that stands alone is written with its
 * name, as in {@code usca:BVWSSSVY.YA}. No string ever opts in.
 */
final class GppImporter implements Importer {
  private static final Pattern ALONE = Pattern.compile("([a-z][a-z0-9]*):(.*)");

  @Override
  public String format() {
    return "gpp";
  }

  @Override
  public ImportPlan plan(ImportDocument document, ImportContext context) throws CliException {
    return SignalLines.plan(
        document, context, (place, customer, signal) -> read(place, customer, signal, context));
  }

  private static Outcome read(String place, String customer, String signal, ImportContext context) {
    Matcher alone = ALONE.matcher(signal);
    GppSignals read =
        alone.matches()
            ? GppSignals.ofSection(alone.group(1), alone.group(2))
            : GppSignals.of(signal);
    if (!read.optedOut().isEmpty()) {
      Steps steps = context.about(customer).optOut(read.optedOut(), PreferenceSource.GPP);
      return new Outcome(place, steps.done(), List.of(), read.remarks());
    }
    List<String> remarks = new ArrayList<>(read.remarks());
    remarks.add("opts out of nothing");
    return new Outcome(place, List.of(), List.of(), remarks);
  }
}
