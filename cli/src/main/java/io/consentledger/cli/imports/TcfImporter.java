package io.consentledger.cli.imports;

import io.consentledger.cli.base.Limits;
import java.util.Optional;

/**
 * Logs of TC strings of the IAB's Transparency and Consent Framework, read for one vendor with the
 * vendor lists that they were made under.
 */
final class TcfImporter implements Importer {
  @Override
  public String format() {
    return "tcf";
  }

  @Override
  public String description() {
    return "TC strings 2.2 and 2.3, on each line a person, a tab, the string (IAB Europe TCF)";
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
    Optional<ImportProblem> unasked = TcfQuestion.problem(options);
    if (unasked.isPresent()) {
      return ImportPlan.refused(unasked.get());
    }
    TcfWords words = new TcfWords(TcfQuestion.of(options), options.meanings());
    return SignalLog.read(content, options, words::line);
  }
}
