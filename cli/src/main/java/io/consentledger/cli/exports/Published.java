package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.PageWalk;
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
    PageWalk.through(
        client,
        "/v1/parties/" + controller + "/catalogue?limit=" + Limits.HISTORY_PAGE_ENTRIES,
        "fromSeq",
        (answer, page) -> {
          page.path("notices").forEach(entry -> notices.add(entry.path("payload")));
          page.path("processes").forEach(entry -> processes.add(entry.path("payload")));
        });
    return new Published(notices, processes);
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
