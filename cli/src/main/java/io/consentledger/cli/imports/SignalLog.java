package io.consentledger.cli.imports;

import io.consentledger.cli.base.Json;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.Set;
import java.util.TreeSet;

/**
 * A log of signals: on each line a person, a tab, the signal; or the signal alone where the whole
 * file is about one person. Empty lines and lines that start with # are skipped. Memory grows with
 * the people in it, not with its lines.
 */
final class SignalLog {
  /** Judges one signal. */
  interface Reader {
    void read(int line, String person, String signal, ImportPlan.Builder plan);
  }

  private SignalLog() {}

  static ImportPlan read(byte[] content, ImportOptions options, Reader reader) {
    if (!Texts.isText(content)) {
      return Texts.refused();
    }
    ImportPlan.Builder plan = new ImportPlan.Builder();
    Texts.eachLine(content, (number, line) -> line(number, line, options, reader, plan));
    return plan.build();
  }

  private static void line(
      int number, String line, ImportOptions options, Reader reader, ImportPlan.Builder plan) {
    int tab = line.indexOf('\t');
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (options.person().isPresent()) {
      reader.read(number, options.person().get(), line, plan);
    } else if (tab > 0) {
      reader.read(number, line.substring(0, tab), line.substring(tab + 1), plan);
    } else {
      plan.problem(
          number, 0, "person-missing", "a person and a tab must come first, or give --person");
    }
  }

  /** A step for each right, in a fixed order. */
  static void optOut(
      ImportPlan.Builder plan,
      int line,
      String person,
      Set<Right> rights,
      PreferenceSource source,
      String because) {
    for (Right right : new TreeSet<>(rights)) {
      plan.signal(
          line,
          person,
          Json.object()
              .put("do", "opt-out")
              .put("right", right.name())
              .put("source", source.name()),
          because);
    }
  }
}
