package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import java.util.ArrayList;
import java.util.List;

/**
 * All pages of a list. The ledger may grow meanwhile: only the block of the first page counts.
 *
 * @param node the name of the node that gave the first page
 * @param height how far the ledger went then
 * @param blockMs the time of that block, UTC ms
 * @param pages in order
 */
record Pages(String node, long height, long blockMs, List<ObjectNode> pages) {
  /**
   * Reads them.
   *
   * @param path with the parameters that each page has, a question mark among them
   * @param place the parameter that says where a page begins
   * @throws CliException a node's refusal; {@code report-too-large} where there are more than
   *     {@link Limits#REPORT_RECORDS_MAX} records
   */
  static Pages read(LedgerClient client, String path, String place) throws CliException {
    List<ObjectNode> pages = new ArrayList<>();
    String from = "1";
    String node = "";
    long records = 0;
    while (true) {
      Answer answer = client.get(path + "&" + place + "=" + from);
      if (!answer.ok()) {
        throw answer.refusal();
      }
      ObjectNode page = answer.json();
      node = pages.isEmpty() ? answer.node().name() : node;
      pages.add(page);
      records += page.path("entries").size();
      if (records > Limits.REPORT_RECORDS_MAX) {
        throw CliException.refused(
            "report-too-large",
            "there are more than " + Limits.REPORT_RECORDS_MAX + " records to read",
            "Ask about one customer, with --subject or --wallet.");
      }
      if (page.path("next").isNull() || page.path("next").isMissingNode()) {
        return new Pages(
            node,
            pages.get(0).path("height").asLong(),
            pages.get(0).path("timeMs").asLong(),
            pages);
      }
      from = page.path("next").asText();
    }
  }

  /** The elements of a list in all pages, up to the block of the first one. */
  List<Declaration> entries(String controller, String list) {
    List<Declaration> entries = new ArrayList<>();
    for (ObjectNode page : pages) {
      for (JsonNode entry : page.path(list)) {
        if (entry.path("height").asLong() <= height) {
          entries.add(new Declaration(controller, entry));
        }
      }
    }
    return entries;
  }
}
