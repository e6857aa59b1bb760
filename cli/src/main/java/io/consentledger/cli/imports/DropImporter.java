package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.formats.DropList;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.imports.ImportPlan.Outcome;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Lists of California's delete platform. Everyone whose identifier stands in one is opted out of
 * sale and sharing at once; deleting is a request of its own. Work items and hashes stay outside
 * the ledger.
 */
final class DropImporter implements Importer {
  @Override
  public String format() {
    return "drop";
  }

  @Override
  public ImportPlan plan(ImportDocument document, ImportContext context) throws CliException {
    DropList list;
    try {
      list = DropList.parse(document.fileName(), document.text());
    } catch (FormatException e) {
      throw CliException.usage(e.code(), e.reason(), "Give the file as DROP delivered it.");
    }
    Matches matches =
        context
            .matches()
            .orElseThrow(
                () ->
                    CliException.usage(
                        "matches-missing",
                        "a DROP list holds hashes, not customers",
                        "Give --match FILE: the customers that your records have for them."));
    List<Outcome> outcomes = new ArrayList<>();
    for (DropList.BadRow row : list.bad()) {
      outcomes.add(Outcome.problem("line " + row.line(), "drop-row", row.reason()));
    }
    for (DropList.Row row : list.rows()) {
      outcomes.add(
          list.removed()
              ? Outcome.remark(
                  "line " + row.line(), "taken off the list: an opt-out stands until it is lifted")
              : outcome(row, matches.of(row.hash()), context));
    }
    return new ImportPlan(outcomes);
  }

  private static Outcome outcome(DropList.Row row, List<String> customers, ImportContext context) {
    String place = "line " + row.line();
    if (customers.isEmpty()) {
      return Outcome.remark(place, "not found: nobody has this identifier");
    }
    List<ObjectNode> steps = new ArrayList<>();
    for (String customer : customers) {
      steps.addAll(
          context
              .about(customer)
              .optOut(EnumSet.of(Right.SALE, Right.SHARE), PreferenceSource.DROP)
              .done());
    }
    String next =
        customers.size() == 1
            ? "found: the deletion is due"
            : "found " + customers.size() + " customers: opted out, none is deleted";
    return new Outcome(place, steps, List.of(), List.of(next));
  }
}
