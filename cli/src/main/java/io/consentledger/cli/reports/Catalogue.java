package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** The notices and processes that one controller declared, in order. */
public record Catalogue(String controller, List<Declaration> notices, List<Declaration> processes) {
  public Catalogue {
    notices = List.copyOf(notices);
    processes = List.copyOf(processes);
  }

  /** The payload that declares a version of a process; missing where there is none. */
  JsonNode process(String id, int version) {
    return find(processes, "processId", id, version);
  }

  /** The payload that publishes a version of a notice; missing where there is none. */
  JsonNode notice(String id, int version) {
    return find(notices, "noticeId", id, version);
  }

  private static JsonNode find(List<Declaration> in, String name, String id, int version) {
    return in.stream()
        .map(Declaration::payload)
        .filter(one -> one.path(name).asText().equals(id))
        .filter(one -> one.path("version").asInt() == version)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
