package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.PageWalk;
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
    PageWalk.through(
        session.client(),
        "/v1/parties/"
            + controller
            + "/records?limit="
            + Limits.HISTORY_PAGE_ENTRIES
            + "&kind="
            + String.join("&kind=", CcpaRequestLog.KINDS),
        "from",
        (answer, page) -> page.path("entries").forEach(entries::add));
    return entries;
  }
}
