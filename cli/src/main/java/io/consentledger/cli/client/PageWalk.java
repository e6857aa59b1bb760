package io.consentledger.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import java.util.Arrays;

/** Reads a list that nodes give in pages, from its beginning to its end. */
public final class PageWalk {
  /** Takes the pages, one after another. */
  public interface Reader {
    void page(Answer answer, ObjectNode page) throws CliException;
  }

  private PageWalk() {}

  /**
   * Walks through all pages.
   *
   * @param path with the parameters that each page has; may have none
   * @param place the parameter that says where a page begins
   * @throws CliException a node's refusal; {@code answer-malformed} where a page points to itself
   *     or back
   */
  public static void through(LedgerClient client, String path, String place, Reader reader)
      throws CliException {
    from("1", client, path, place, reader);
  }

  /** The same, from a place on that an earlier walk came to. */
  public static void from(
      String first, LedgerClient client, String path, String place, Reader reader)
      throws CliException {
    String start = path + (path.indexOf('?') < 0 ? '?' : '&') + place + "=";
    long[] from = numbers(first);
    String written = first;
    while (true) {
      Answer answer = client.get(start + written);
      if (!answer.ok()) {
        throw answer.refusal();
      }
      ObjectNode page = answer.json();
      reader.page(answer, page);
      if (!page.hasNonNull("next")) {
        return;
      }
      written = page.path("next").asText();
      long[] next = numbers(written);
      if (Arrays.compare(next, from) <= 0) {
        throw CliException.unknown(
            "answer-malformed",
            answer.node().name() + "'s pages don't go on: the next one would be at " + written,
            "Ask another node, with --node.");
      }
      from = next;
    }
  }

  /** A place is a number, or two with a point between; anything else comes before all places. */
  private static long[] numbers(String place) {
    return place.matches("[0-9]{1,18}(\\.[0-9]{1,9})?")
        ? Arrays.stream(place.split("\\.")).mapToLong(Long::parseLong).toArray()
        : new long[0];
  }
}
