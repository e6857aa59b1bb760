package io.consentledger.cli.instruction;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.PageWalk;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.ProcessRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The catalogue as the ledger has it, asked for once per organisation and only where an instruction
 * leaves something out, with what is about to be declared on top. Not safe for several threads.
 */
public final class NodeCatalogue implements Catalogue {
  private final LedgerClient client;
  private final Map<String, Declared> known = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  public NodeCatalogue(LedgerClient client) {
    this.client = client;
  }

  @Override
  public Declared process(String controller, ProcessRef process) throws CliException {
    Declared declared = known.get(name(controller, process));
    if (declared == null && asked.add(controller)) {
      ask(controller);
      declared = known.get(name(controller, process));
    }
    if (declared == null) {
      throw CliException.refused(
          "process-unknown",
          controller + " has declared no process " + process,
          "Declare it first with `consent process declare`, or check the version.");
    }
    return declared;
  }

  @Override
  public void declared(String controller, ProcessRef process, Declared declared) {
    known.put(name(controller, process), declared);
  }

  private void ask(String controller) throws CliException {
    PageWalk.through(
        client,
        "/v1/parties/" + controller + "/catalogue?limit=" + Limits.HISTORY_PAGE_ENTRIES,
        "fromSeq",
        (answer, page) ->
            page.path("processes").forEach(entry -> note(controller, entry.path("payload"))));
  }

  private void note(String controller, JsonNode process) {
    JsonNode notice = process.path("notice");
    ProcessRef ref =
        new ProcessRef(process.path("processId").asText(), process.path("version").asInt());
    known.putIfAbsent(
        name(controller, ref),
        new Declared(
            new NoticeRef(notice.path("id").asText(), notice.path("version").asInt()),
            Json.texts(process.path("dataCategories"))));
  }

  private static String name(String controller, ProcessRef process) {
    return controller + '/' + process;
  }
}
