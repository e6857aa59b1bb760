package io.consentledger.cli.imports;

import io.consentledger.cli.base.Limits;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.GpcHeader;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.EnumSet;

/** Logs of request headers with Global Privacy Control: an opt-out of sale and sharing. */
final class GpcImporter implements Importer {
  @Override
  public String format() {
    return "gpc";
  }

  @Override
  public String description() {
    return "request headers, on each line a person, a tab, Sec-GPC: 1 (W3C Global Privacy Control)";
  }

  @Override
  public String namesPersonsOf() {
    return Identities.OWN;
  }

  @Override
  public int sizeBytesMax() {
    return Limits.LOG_BYTES_MAX;
  }

  @Override
  public ImportPlan read(byte[] content, ImportOptions options) {
    return SignalLog.read(content, options, GpcImporter::line);
  }

  private static void line(int line, String person, String signal, ImportPlan.Builder plan) {
    try {
      if (GpcHeader.read(signal) == GpcHeader.Signal.OPT_OUT) {
        SignalLog.optOut(
            plan,
            line,
            person,
            EnumSet.of(Right.SALE, Right.SHARE),
            PreferenceSource.GPC,
            "Sec-GPC is 1");
      }
    } catch (FormatException e) {
      plan.problem(line, 0, e.code(), e.reason());
    }
  }
}
