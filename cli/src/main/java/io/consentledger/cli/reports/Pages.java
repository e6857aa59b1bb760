package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.PageWalk;
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
   * @param path with the parameters that each page has
   * @param place the parameter that says where a page begins
   * @throws CliException a node's refusal; {@code report-too-large} where there are more than
   *     {@link Limits#REPORT_RECORDS_MAX} records
   */
  static Pages read(LedgerClient client, String path, String place) throws CliException {
    List<ObjectNode> pages = new ArrayList<>();
    List<String> nodes = new ArrayList<>();
    PageWalk.through(
        client,
        path,
        place,
        (answer, page) -> {
          nodes.add(answer.node().name());
          pages.add(page);
          requireReadable(pages);
        });
    ObjectNode first = pages.get(0);
    return new Pages(
        nodes.get(0), first.path("height").asLong(), first.path("timeMs").asLong(), pages);
  }

  private static void requireReadable(List<ObjectNode> pages) throws CliException {
    if (pages.stream().mapToLong(page -> page.path("entries").size()).sum()
        > Limits.REPORT_RECORDS_MAX) {
      throw CliException.refused(
          "report-too-large",
          "there are more than " + Limits.REPORT_RECORDS_MAX + " records to read",
          "Ask about one customer, with --subject or --wallet.");
    }
  }

  /** The elements of a list in all pages, up to the block of the first one. */
  List<Declaration> entries(String controller, String list) {
    return entries(controller, list, height);
  }

  /** Those up to a block. */
  List<Declaration> entries(String controller, String list, long heightMax) {
    List<Declaration> entries = new ArrayList<>();
    for (ObjectNode page : pages) {
      for (JsonNode entry : page.path(list)) {
        if (entry.path("height").asLong() <= heightMax) {
          entries.add(new Declaration(controller, entry));
        }
      }
    }
    return entries;
  }
}
