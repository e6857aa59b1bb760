package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.PageWalk;
import io.consentledger.cli.exports.ConsentTrail;
import io.consentledger.cli.exports.ExportedCustomer;
import io.consentledger.cli.exports.Exporter;
import io.consentledger.cli.exports.Published;
import io.consentledger.cli.report.History;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * {@code consent export --all}: every consent of all of a controller's customers, a line each, as
 * the ledger stood after one block. Some customers are held in memory at a time. A customer's lines
 * are written together; where it stops, it names the place from which the rest can be had. One run.
 */
final class BulkExport {
  private static final int CUSTOMERS_AT_ONCE = 128;

  private final Session session;
  private final Exporter exporter;
  private final String controller;
  private final Predicate<ConsentTrail> wanted;
  private final ExportProgress progress;
  private Optional<Long> height;
  private String place;

  /**
   * @param wanted which of a customer's consents
   * @param height after which block; empty for the newest
   * @param place the customer to begin with, as an earlier run named it
   */
  BulkExport(
      Session session,
      Exporter exporter,
      String controller,
      Predicate<ConsentTrail> wanted,
      Optional<Long> height,
      String place) {
    this.session = session;
    this.exporter = exporter;
    this.controller = controller;
    this.wanted = wanted;
    this.height = height;
    this.place = place;
    this.progress = new ExportProgress(session.surroundings());
  }

  /** Where a customer's relationship stands, and who it is. */
  private record Customer(String subject, String next) {}

  int run() throws CliException {
    Published published = Published.read(session.client(), controller);
    try (SideBySide sideBySide = new SideBySide()) {
      PageWalk.from(
          place,
          session.client(),
          "/v1/parties/"
              + controller
              + "/records?kind=OpenRelationship&limit="
              + Limits.HISTORY_PAGE_ENTRIES,
          "from",
          (answer, page) -> page(page, published, sideBySide));
    } catch (CliException e) {
      throw interrupted(e);
    } finally {
      progress.end();
    }
    say();
    return ExitCode.DONE;
  }

  private void page(ObjectNode page, Published published, SideBySide sideBySide)
      throws CliException {
    long last = height.orElseGet(() -> page.path("height").asLong());
    if (page.path("height").asLong() < last) {
      throw CliException.refused(
          "block-unknown", "there is no block " + last + " yet", "Choose one that is there.");
    }
    height = Optional.of(last);
    List<Customer> customers = new ArrayList<>();
    for (JsonNode entry : page.path("entries")) {
      long at = entry.path("height").asLong();
      if (at <= last) {
        String next = at + "." + (entry.path("index").asLong() + 1);
        customers.add(new Customer(entry.at("/payload/subjectRef").asText(), next));
      }
    }
    for (int from = 0; from < customers.size(); from += CUSTOMERS_AT_ONCE) {
      part(
          customers.subList(from, Math.min(customers.size(), from + CUSTOMERS_AT_ONCE)),
          published,
          sideBySide);
    }
  }

  private void part(List<Customer> customers, Published published, SideBySide sideBySide)
      throws CliException {
    LedgerClient client = session.client();
    long last = height.orElseThrow();
    List<Callable<Optional<History>>> questions = new ArrayList<>();
    for (Customer customer : customers) {
      questions.add(
          () ->
              History.read(
                  client,
                  controller,
                  customer.subject(),
                  entry -> entry.path("height").asLong() <= last && ConsentTrail.isAbout(entry)));
    }
    List<Optional<History>> histories = sideBySide.all(questions);
    for (int i = 0; i < customers.size(); i++) {
      if (histories.get(i).isPresent()) {
        write(histories.get(i).get(), published);
      }
      place = customers.get(i).next();
    }
    if (session.surroundings().out().checkError()) {
      throw CliException.unknown(
          "output-failed",
          "the result couldn't be written: the disk is full, or its reader is gone",
          "");
    }
  }

  private void write(History history, Published published) throws CliException {
    List<ConsentTrail> consents =
        ConsentTrail.of(history, published).stream().filter(wanted).toList();
    long now = session.surroundings().clock().instant().toEpochMilli();
    List<String> lines = exporter.lines(new ExportedCustomer(history, consents, now));
    lines.forEach(session::print);
    progress.wrote(lines.size());
  }

  private CliException interrupted(CliException e) {
    return height.isEmpty() || e.exitCode() != ExitCode.UNKNOWN
        ? e
        : CliException.unknown(
            e.code(),
            progress.text() + " are written; then: " + e.getMessage(),
            "Go on with --known-at " + height.get() + " --from " + place + ".");
  }

  private void say() {
    PrintStream err = session.surroundings().err();
    long last = height.orElse(0L);
    err.println(
        session.json()
            ? Json.line(
                Json.object()
                    .put("consents", progress.consents())
                    .put("customers", progress.customers())
                    .put("height", last))
            : progress.text() + " as of block " + last);
  }
}
