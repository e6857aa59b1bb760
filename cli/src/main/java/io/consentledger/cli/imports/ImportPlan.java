package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a document comes to: steps in the document's order, and what couldn't be read.
 *
 * @param steps what would be recorded
 * @param problems what is wrong, in the document's order
 */
public record ImportPlan(List<ImportStep> steps, List<ImportProblem> problems) {
  public ImportPlan {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }

  /** A document of which nothing could be read. */
  public static ImportPlan refused(ImportProblem problem) {
    return new ImportPlan(List.of(), List.of(problem));
  }

  /** Collects a plan. One thread. */
  public static final class Builder {
    private final List<ImportStep> steps = new ArrayList<>();
    private final List<ImportProblem> problems = new ArrayList<>();

    /** Adds a step. */
    public Builder step(int line, String person, ObjectNode instruction, String because) {
      steps.add(new ImportStep(line, person, instruction, because));
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
      return new ImportPlan(steps, problems);
    }
  }
}
