package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.exports.CcpaRequestLog;
import java.util.ArrayList;
import java.util.List;

/** {@code consent export ccpa-requests}: of all of a controller's customers. */
record CcpaRequestsExport(String controller) {
  static final String FORMAT = "ccpa-requests";

  int run(Session session) throws CliException {
    session.surroundings().out().print(CcpaRequestLog.of(entries(session)));
    return ExitCode.DONE;
  }

  private List<JsonNode> entries(Session session) throws CliException {
    List<JsonNode> entries = new ArrayList<>();
    String kinds = "&kind=" + String.join("&kind=", CcpaRequestLog.KINDS);
    String from = "1";
    while (true) {
      Answer answer =
          session
              .client()
              .get(
                  "/v1/parties/"
                      + controller
                      + "/records?limit="
                      + Limits.HISTORY_PAGE_ENTRIES
                      + kinds
                      + "&from="
                      + from);
      if (!answer.ok()) {
        throw answer.refusal();
      }
      ObjectNode page = answer.json();
      page.path("entries").forEach(entries::add);
      if (!page.path("next").isTextual()) {
        return entries;
      }
      from = page.path("next").asText();
    }
  }
}
