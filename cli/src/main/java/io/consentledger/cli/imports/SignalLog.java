package io.consentledger.cli.imports;

import io.consentledger.cli.base.Json;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A log of signals: on each line a person, a tab, the signal; or the signal alone where the whole
 * file is about one person. Empty lines and lines that start with # are skipped.
 */
final class SignalLog {
  /** Judges one signal. */
  interface Reader {
    void read(int line, String person, String signal, ImportPlan.Builder plan);
  }

  private SignalLog() {}

  static ImportPlan read(byte[] content, ImportOptions options, Reader reader) {
    Optional<String> text = Texts.of(content);
    if (text.isEmpty()) {
      return Texts.refused();
    }
    ImportPlan.Builder plan = new ImportPlan.Builder();
    List<String> lines = Texts.lines(text.get());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int tab = line.indexOf('\t');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (options.person().isPresent()) {
        reader.read(i + 1, options.person().get(), line, plan);
      } else if (tab > 0) {
        reader.read(i + 1, line.substring(0, tab), line.substring(tab + 1), plan);
      } else {
        plan.problem(
            i + 1, 0, "person-missing", "a person and a tab must come first, or give --person");
      }
    }
    return plan.build();
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
