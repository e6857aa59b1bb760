package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.ledger.genesis.Genesis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks nodes for what reports are made of. One thread. */
public final class MaterialReader {
  private static final String PAGE = "limit=" + Limits.HISTORY_PAGE_ENTRIES;

  private final LedgerClient client;
  private final Genesis genesis;
  private final long clockMs;

  /**
   * Asks through this client.
   *
   * @param clockMs the time of the report, UTC ms; the newest block's where that is later
   */
  public MaterialReader(LedgerClient client, Genesis genesis, long clockMs) {
    this.client = client;
    this.genesis = genesis;
    this.clockMs = clockMs;
  }

  /** Some records, and how far they reach. */
  private record Read(Pages pages, List<Declaration> declarations) {}

  /**
   * Everything about one customer.
   *
   * @param controllers by the reference under which each knows the customer
   * @param owing the references whose duties are wanted, by the records
   * @throws CliException {@code subject-unknown} where no organisation knows the customer
   */
  public Material ofCustomer(
      String matter,
      Map<String, String> controllers,
      Function<List<Declaration>, Set<String>> owing)
      throws CliException {
    List<Read> all = new ArrayList<>();
    for (Map.Entry<String, String> one : controllers.entrySet()) {
      history(one.getKey(), one.getValue()).ifPresent(all::add);
    }
    Read lowest =
        all.stream()
            .min(Comparator.comparingLong(read -> read.pages().height()))
            .orElseThrow(
                () ->
                    CliException.refused(
                        "subject-unknown",
                        "the ledger knows no such customer",
                        "Check the reference or the wallet; a relationship is opened with"
                            + " `consent open`."));
    List<Declaration> declarations =
        all.stream()
            .flatMap(read -> read.declarations().stream())
            .filter(one -> one.height() <= lowest.pages().height())
            .sorted(
                Comparator.comparingLong(Declaration::height)
                    .thenComparing(one -> one.json().path("index").asInt()))
            .toList();
    return material(about(matter, lowest.pages()), declarations, owing);
  }

  /**
   * A controller's records of some kinds, of all its customers.
   *
   * @param kinds none for all of them
   * @param owing the references whose duties are wanted, by the records
   */
  public Material ofController(
      String controller, Set<String> kinds, Function<List<Declaration>, Set<String>> owing)
      throws CliException {
    String wanted =
        kinds.stream().sorted().map(kind -> "&kind=" + kind).collect(Collectors.joining());
    Pages pages =
        Pages.read(client, "/v1/parties/" + controller + "/records?" + PAGE + wanted, "from");
    return material(about(title(controller), pages), pages.entries(controller, "entries"), owing);
  }

  /** A controller's notices and processes, with what they hold at. */
  public record Published(About about, Catalogue catalogue) {}

  /** Reads what a controller published. */
  public Published published(String controller) throws CliException {
    Pages pages = catalogue(controller);
    return new Published(
        about(title(controller), pages), catalogue(controller, pages, pages.height()));
  }

  private Pages catalogue(String controller) throws CliException {
    return Pages.read(client, "/v1/parties/" + controller + "/catalogue?" + PAGE, "fromSeq");
  }

  private static Catalogue catalogue(String controller, Pages pages, long heightMax) {
    return new Catalogue(
        controller,
        pages.entries(controller, "notices", heightMax),
        pages.entries(controller, "processes", heightMax));
  }

  private Optional<Read> history(String reference, String controller) throws CliException {
    try {
      Pages pages = Pages.read(client, "/v1/subjects/" + reference + "/history?" + PAGE, "fromSeq");
      return Optional.of(new Read(pages, pages.entries(controller, "entries")));
    } catch (CliException e) {
      if (e.code().equals("subject-unknown")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Material material(
      About about, List<Declaration> declarations, Function<List<Declaration>, Set<String>> owing)
      throws CliException {
    Map<String, String> subjects = new HashMap<>();
    Set<String> controllers = new LinkedHashSet<>();
    for (Declaration one : declarations) {
      controllers.add(one.controller());
      subjects.put(one.subjectRef(), one.controller());
    }
    List<Owed> owed = new ArrayList<>();
    for (String reference : owing.apply(declarations)) {
      owed.addAll(duties(reference, subjects.getOrDefault(reference, ""), about));
    }
    List<Catalogue> catalogues = new ArrayList<>();
    for (String controller : controllers) {
      catalogues.add(catalogue(controller, catalogue(controller), about.height()));
    }
    return new Material(about, declarations, owed, catalogues);
  }

  private List<Owed> duties(String reference, String controller, About about) throws CliException {
    Answer answer =
        client.get(
            "/v1/subjects/"
                + reference
                + "/duties?knownAtHeight="
                + about.height()
                + "&atMs="
                + about.madeMs());
    if (!answer.ok()) {
      throw answer.refusal();
    }
    List<Owed> owed = new ArrayList<>();
    for (JsonNode duty : answer.json().path("duties")) {
      owed.add(Owed.of(controller, reference, duty));
    }
    return owed;
  }

  private About about(String matter, Pages pages) {
    return new About(
        matter,
        genesis.network(),
        genesis.networkId().toHex(),
        pages.node(),
        pages.height(),
        pages.blockMs(),
        Math.max(clockMs, pages.blockMs()));
  }

  private String title(String controller) {
    return genesis
        .organisation(controller)
        .map(one -> one.name() + ", " + one.title() + " (" + one.jurisdiction() + ")")
        .orElse(controller);
  }
}
