package io.consentledger.cli.imports;

import io.consentledger.cli.base.Limits;
import io.consentledger.cli.formats.GppSignals;
import io.consentledger.ledger.model.PreferenceSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Strings of the IAB's Global Privacy Platform. A section that stands alone is written with its
 * name, as in {@code usca:BVWSSSVY.YA}. No string opts in.
 */
final class GppImporter implements Importer {
  private static final Pattern ALONE = Pattern.compile("([a-z][a-z0-9]*):(.*)");

  @Override
  public String format() {
    return "gpp";
  }

  @Override
  public String description() {
    return "strings, on each line a person, a tab, the string (IAB Global Privacy Platform)";
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
    return SignalLog.read(content, options, GppImporter::line);
  }

  private static void line(int line, String person, String signal, ImportPlan.Builder plan) {
    Matcher alone = ALONE.matcher(signal.strip());
    GppSignals read =
        alone.matches()
            ? GppSignals.ofSection(alone.group(1), alone.group(2))
            : GppSignals.of(signal);
    String because =
        read.remarks().isEmpty() ? "the string opts out" : String.join("; ", read.remarks());
    read.remarks().forEach(remark -> plan.note(line, remark));
    SignalLog.optOut(plan, line, person, read.optedOut(), PreferenceSource.GPP, because);
  }
}
