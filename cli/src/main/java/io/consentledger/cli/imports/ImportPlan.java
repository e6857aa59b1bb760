package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.List;

/** What a document asks for, piece by piece in its order. */
public record ImportPlan(List<Outcome> outcomes) {
  public ImportPlan {
    outcomes = List.copyOf(outcomes);
  }

  /** Why a piece, or part of it, has no instruction. */
  public record Problem(String code, String message) {}

  /**
   * What one piece of a document comes to.
   *
   * @param place such as {@code line 3}
   * @param instructions as {@code consent submit} takes them; may be empty
   * @param remarks what was read and needs no instruction
   */
  public record Outcome(
      String place, List<ObjectNode> instructions, List<Problem> problems, List<String> remarks) {
    public Outcome {
      instructions = List.copyOf(instructions);
      problems = List.copyOf(problems);
      remarks = List.copyOf(remarks);
    }

    static Outcome of(String place, Steps steps) {
      return new Outcome(place, steps.done(), List.of(), List.of());
    }

    static Outcome remark(String place, String remark) {
      return new Outcome(place, List.of(), List.of(), List.of(remark));
    }

    static Outcome problem(String place, String code, String message) {
      return new Outcome(place, List.of(), List.of(new Problem(code, message)), List.of());
    }
  }

  /** All instructions, one JSON object a line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      outcome.instructions().forEach(instruction -> lines.add(Json.line(instruction)));
    }
    return lines;
  }

  /** True where nothing in the document stayed without an answer. */
  boolean isClean() {
    return outcomes.stream().allMatch(outcome -> outcome.problems().isEmpty());
  }

  /** For people. */
  List<String> text() {
    List<String> text = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (ObjectNode instruction : outcome.instructions()) {
        text.add(outcome.place() + ": " + inWords(instruction));
      }
      for (String remark : outcome.remarks()) {
        text.add(outcome.place() + ": " + remark);
      }
      for (Problem problem : outcome.problems()) {
        text.add(outcome.place() + ": " + problem.message() + " [" + problem.code() + "]");
      }
    }
    return text;
  }

  /** For programs. */
  ArrayNode toJson() {
    ArrayNode array = Json.array();
    for (Outcome outcome : outcomes) {
      ObjectNode json = array.addObject().put("place", outcome.place());
      outcome.instructions().forEach(json.putArray("instructions")::add);
      ArrayNode problems = json.putArray("problems");
      for (Problem problem : outcome.problems()) {
        problems.addObject().put("code", problem.code()).put("message", problem.message());
      }
      json.set("remarks", Json.array(outcome.remarks()));
    }
    return array;
  }

  private static String inWords(ObjectNode instruction) {
    StringBuilder words = new StringBuilder(instruction.path("do").asText());
    for (String field : List.of("right", "process", "validUntil", "assurance", "source")) {
      if (instruction.has(field)) {
        words.append(' ').append(instruction.path(field).asText());
      }
    }
    String customer = instruction.path("wallet").asText(instruction.path("subject").asText());
    return words.append(" for ").append(customer).toString();
  }
}
