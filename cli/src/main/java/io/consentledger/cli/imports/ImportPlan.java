package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.formats.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a document comes to: steps in the document's order, and what couldn't be read.
 *
 * @param steps what would be recorded
 * @param problems what is wrong, in the document's order
 * @param notes what is passed over because it says nothing here, or is read to protect
 */
public record ImportPlan(
    List<ImportStep> steps, List<ImportProblem> problems, List<ImportProblem> notes) {
  public ImportPlan {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** A document of which nothing could be read. */
  public static ImportPlan refused(ImportProblem problem) {
    return new ImportPlan(List.of(), List.of(problem), List.of());
  }

  /** Collects a plan. One thread. */
  public static final class Builder {
    private final List<ImportStep> steps = new ArrayList<>();
    private final List<ImportProblem> problems = new ArrayList<>();
    private final List<ImportProblem> notes = new ArrayList<>();
    private final Map<String, Integer> signals = new LinkedHashMap<>();

    /** Adds a step whose date isn't told. */
    public Builder step(int line, String person, ObjectNode instruction, String because) {
      return step(line, person, instruction, because, Optional.empty());
    }

    /** Adds a step. */
    public Builder step(
        int line, String person, ObjectNode instruction, String because, Optional<Said> said) {
      steps.add(new ImportStep(line, person, instruction, because, said));
      return this;
    }

    /** Adds a step. */
    Builder step(ImportStep step) {
      steps.add(step);
      return this;
    }

    /** Adds a signal; who said it before only says it again. */
    Builder signal(int line, String person, ObjectNode instruction, String because) {
      String said = PersonName.plain(person) + '\n' + instruction;
      if (signals.merge(said, 1, Integer::sum) == 1) {
        step(line, person, instruction, because);
      }
      return this;
    }

    /** Adds a word of a log; the same word of the same person is only said again. */
    Builder word(ImportStep word) {
      String said = PersonName.plain(word.person()) + '\n' + word.instruction() + word.said();
      if (signals.merge(said, 1, Integer::sum) == 1) {
        step(word);
      }
      return this;
    }

    /** Adds what is passed over, or read otherwise than it was written. */
    Builder note(int line, String message) {
      notes.add(new ImportProblem(line, 0, "note", message));
      return this;
    }

    /** Adds a problem; a column of 0 means that only the line is known. */
    public Builder problem(int line, int column, String code, String message) {
      problems.add(new ImportProblem(line, column, code, message));
      return this;
    }

    /** Adds a problem. */
    Builder problem(ImportProblem problem) {
      problems.add(problem);
      return this;
    }

    public ImportPlan build() {
      int repeated = signals.values().stream().mapToInt(times -> times - 1).sum();
      if (repeated > 0) {
        note(1, repeated + " signals say again what an earlier line says: recorded once");
      }
      return new ImportPlan(steps, problems, notes);
    }
  }
}
