package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Printable;
import io.consentledger.cli.imports.ImportProblem;
import io.consentledger.cli.imports.ImportStep;
import io.consentledger.cli.imports.PlannedStep;
import io.consentledger.cli.report.Table;
import io.consentledger.cli.submit.Submitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what an import comes to, for people and for programs.
 *
 * @param notes what was read in another way than it was written, or passed over
 */
record ImportText(
    Session session,
    List<PlannedStep> steps,
    List<ImportProblem> problems,
    List<ImportProblem> notes) {
  private static final int SHOWN_MAX = 20;

  /** The plan, of which nothing was sent. */
  void plan() {
    if (session.json()) {
      ObjectNode json = Json.object();
      ArrayNode array = json.putArray("steps");
      steps.forEach(step -> array.add(json(step)));
      json.set("notes", json(notes));
      session.printJson(json.set("problems", json(problems)));
      return;
    }
    session.print("Plan: " + steps.size() + " steps, nothing was sent.");
    if (!steps.isEmpty()) {
      table();
    }
    problems.forEach(problem -> session.print(Printable.line("not taken over: " + problem)));
    notes.forEach(note -> session.print(Printable.line("note: " + note)));
  }

  /** The same for programs, of a document that is refused. */
  void refused() {
    if (session.json()) {
      plan();
    }
  }

  /** Names what can't be taken over on standard error. */
  void complain() {
    problems.forEach(problem -> session.surroundings().err().println(Printable.line("" + problem)));
  }

  /** What was sent. */
  void result(Submitter.Result result) {
    List<PlannedStep> notSent = steps.stream().filter(step -> !step.isSent()).toList();
    if (session.json()) {
      ObjectNode json = result.json();
      json.set("problems", json(problems));
      json.set("notes", json(notes));
      ArrayNode array = json.putArray("notSent");
      notSent.forEach(step -> array.add(json(step)));
      session.printJson(json);
      return;
    }
    result.text().forEach(session::print);
    notes.forEach(note -> session.print(Printable.line("note: " + note)));
    notSent(notSent);
  }

  // A log of yesterday's people says the same of thousands: some are shown, all are counted.
  private void notSent(List<PlannedStep> steps) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (PlannedStep step : steps) {
      String why = step.notSent().orElse("") + verb(step);
      if (counts.merge(why, 1L, Long::sum) <= SHOWN_MAX) {
        session.print("not sent: line " + step.step().line() + ", " + why);
      }
    }
    counts.forEach(
        (why, count) -> {
          if (count > SHOWN_MAX) {
            session.print(
                "not sent: " + (count - SHOWN_MAX) + " more, " + why + "; --json names each");
          }
        });
  }

  private static String verb(PlannedStep step) {
    return " (" + step.step().instruction().path("do").asText() + ")";
  }

  private void table() {
    Table table = new Table("line", "wallet", "because", "instruction");
    for (PlannedStep planned : steps) {
      ImportStep step = planned.step();
      table.row(
          Integer.toString(step.line()),
          planned.wallet(),
          step.because() + planned.notSent().map(why -> "; not sent: " + why).orElse(""),
          Json.line(step.instruction()));
    }
    table.print(session.surroundings().out(), session.surroundings().width());
  }

  private static ObjectNode json(PlannedStep planned) {
    ImportStep step = planned.step();
    ObjectNode json =
        Json.object()
            .put("line", step.line())
            .put("wallet", planned.wallet())
            .put("because", step.because());
    json.set("instruction", step.instruction());
    planned.notSent().ifPresent(why -> json.put("notSent", why));
    return json;
  }

  private static ArrayNode json(List<ImportProblem> problems) {
    ArrayNode array = Json.array();
    for (ImportProblem problem : problems) {
      array
          .addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("code", problem.code())
          .put("message", problem.message());
    }
    return array;
  }
}
