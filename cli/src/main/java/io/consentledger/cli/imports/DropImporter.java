package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.DropList;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Regime;
import io.consentledger.ledger.model.RequestRight;
import io.consentledger.ledger.model.Right;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Lists of California's delete platform. Everyone whose identifier stands in one is opted out of
 * sale and sharing; who is the only one with it asks for deletion besides. Work items and hashes
 * stay outside the ledger. A list of what was taken back lifts nothing: only the customer opts in.
 */
final class DropImporter implements Importer {
  @Override
  public String format() {
    return "drop";
  }

  @Override
  public String description() {
    return "a downloaded list, with --match (California's delete platform, API 1.2.0)";
  }

  @Override
  public String namesPersonsOf() {
    return Identities.OWN;
  }

  @Override
  public ImportPlan read(byte[] content, ImportOptions options) {
    Optional<String> text = Texts.of(content);
    if (text.isEmpty()) {
      return Texts.refused();
    }
    DropList list;
    try {
      list = DropList.parse(text.get());
    } catch (FormatException e) {
      return ImportPlan.refused(new ImportProblem(1, 0, e.code(), e.reason()));
    }
    if (options.matches().isEmpty()) {
      return ImportPlan.refused(
          new ImportProblem(
              1, 0, "matches-missing", "holds hashes, not persons: say with --match who has them"));
    }
    ImportPlan.Builder plan = new ImportPlan.Builder();
    for (DropList.BadRow row : list.bad()) {
      plan.problem(row.line(), 0, "drop-row", row.reason());
    }
    if (list.removed()) {
      plan.note(1, list.rows().size() + " rows were taken back: that lifts no opt-out");
    } else {
      for (DropList.Row row : list.rows()) {
        row(row, options.matches().get().getOrDefault(row.hash(), List.of()), plan);
      }
    }
    return plan.build();
  }

  private static void row(DropList.Row row, List<String> persons, ImportPlan.Builder plan) {
    String because =
        persons.size() == 1
            ? "on the list: to be deleted"
            : "on the list with others of the same identifier: opted out, not deleted";
    for (String person : persons) {
      if (persons.size() == 1) {
        plan.signal(row.line(), person, deletion(), because);
      }
      SignalLog.optOut(
          plan,
          row.line(),
          person,
          EnumSet.of(Right.SALE, Right.SHARE),
          PreferenceSource.DROP,
          because);
    }
  }

  private static ObjectNode deletion() {
    return Json.object()
        .put("do", "request-data")
        .put("regime", Regime.CCPA.name())
        .put("right", RequestRight.DELETE.name());
  }
}
