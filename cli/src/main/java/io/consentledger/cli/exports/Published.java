package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import java.util.ArrayList;
import java.util.List;

/** What a controller has published: the payloads of its notices and its processes. */
public record Published(List<JsonNode> notices, List<JsonNode> processes) {
  public Published {
    notices = List.copyOf(notices);
    processes = List.copyOf(processes);
  }

  /** Reads all of it, page by page. */
  public static Published read(LedgerClient client, String controller) throws CliException {
    List<JsonNode> notices = new ArrayList<>();
    List<JsonNode> processes = new ArrayList<>();
    String from = "1";
    while (true) {
      Answer answer =
          client.get("/v1/parties/" + controller + "/catalogue?limit=1000&fromSeq=" + from);
      if (!answer.ok()) {
        throw answer.refusal();
      }
      ObjectNode page = answer.json();
      page.path("notices").forEach(entry -> notices.add(entry.path("payload")));
      page.path("processes").forEach(entry -> processes.add(entry.path("payload")));
      if (!page.path("next").isIntegralNumber()) {
        return new Published(notices, processes);
      }
      from = page.path("next").asText();
    }
  }

  JsonNode process(String id, int version) {
    return version(processes, "processId", id, version);
  }

  /** The notice that a process names. */
  JsonNode notice(JsonNode reference) {
    return version(
        notices, "noticeId", reference.path("id").asText(), reference.path("version").asInt());
  }

  private static JsonNode version(List<JsonNode> all, String name, String id, int version) {
    return all.stream()
        .filter(one -> one.path(name).asText().equals(id))
        .filter(one -> one.path("version").asInt() == version)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
