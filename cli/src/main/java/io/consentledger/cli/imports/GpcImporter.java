package io.consentledger.cli.imports;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.GpcHeader;
import io.consentledger.cli.imports.ImportPlan.Outcome;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.EnumSet;

/**
 * Logs of request headers with Global Privacy Control: an opt-out of sale and sharing (11 CCR
 * 7025(c)).
 */
final class GpcImporter implements Importer {
  @Override
  public String format() {
    return "gpc";
  }

  @Override
  public ImportPlan plan(ImportDocument document, ImportContext context) throws CliException {
    return SignalLines.plan(
        document, context, (place, customer, signal) -> read(place, customer, signal, context));
  }

  private static Outcome read(String place, String customer, String signal, ImportContext context) {
    try {
      return switch (GpcHeader.read(signal)) {
        case OPT_OUT ->
            Outcome.of(
                place,
                context
                    .about(customer)
                    .optOut(EnumSet.of(Right.SALE, Right.SHARE), PreferenceSource.GPC));
        case NONE -> Outcome.remark(place, "no signal: only exactly 1 counts");
        case OTHER -> Outcome.remark(place, "another header");
      };
    } catch (FormatException e) {
      return Outcome.problem(place, e.code(), e.reason());
    }
  }
}
