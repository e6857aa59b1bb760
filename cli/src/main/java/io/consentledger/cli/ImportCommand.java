package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.exports.Published;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.VendorList;
import io.consentledger.cli.home.HomeLock;
import io.consentledger.cli.home.InputFile;
import io.consentledger.cli.imports.Declarations;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.imports.ImportFile;
import io.consentledger.cli.imports.ImportOptions;
import io.consentledger.cli.imports.ImportPlan;
import io.consentledger.cli.imports.Importer;
import io.consentledger.cli.imports.Importers;
import io.consentledger.cli.imports.Matches;
import io.consentledger.cli.imports.Meanings;
import io.consentledger.cli.imports.NewestWords;
import io.consentledger.cli.imports.NotedWords;
import io.consentledger.cli.imports.PlannedStep;
import io.consentledger.cli.imports.Standing;
import io.consentledger.cli.imports.Suppressions;
import io.consentledger.cli.imports.Wills;
import io.consentledger.cli.submit.Submitter;
import io.consentledger.crypto.Bytes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent import}. */
@Command(
    name = "import",
    description = {
      "Reads a document of another system and records what it says about customers. What can't be"
          + " read exactly is named with its place and never becomes a consent. While there is such a"
          + " part, only what protects is recorded: opt-outs, withdrawals, refusals, requests;"
          + " grants wait for --skip-bad or a better document. Persons become wallets with"
          + " names drawn at random; who is who stays in the home's identities/, readable by you"
          + " only. Their keys are the organisation's, which every report says:"
          + " IMPORTED_UNSIGNED. The organisation itself signs what it only passes on."
    },
    footer = {
      "",
      "Examples:",
      "  consent import gpc access.log --controller retailer --dry-run",
      "  consent import kantara receipt.json --controller bank --process marketing@1"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options and parameters
final class ImportCommand extends Action {
  @Parameters(index = "0", paramLabel = "FORMAT", description = "What the document is.")
  private String format;

  @Parameters(index = "1", paramLabel = "FILE", description = "The document.")
  private Path file;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation whose customers the document is about.")
  private String controller;

  @Option(
      names = "--process",
      paramLabel = "ID@VERSION",
      description = "The process that the document's consents are about.")
  private @Nullable String process;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE=ID@VERSION",
      description = "The process of one of the document's purposes, in its own words; repeatable.")
  private Map<String, String> purposes = new LinkedHashMap<>();

  @Option(
      names = "--category",
      paramLabel = "CATEGORY=TERM",
      description = "The DPV term of one of the document's data categories; repeatable.")
  private Map<String, String> categories = new LinkedHashMap<>();

  @Option(
      names = "--valid-until",
      paramLabel = "DATE",
      description = "Until when consents hold that have no end which is a date.")
  private @Nullable String validUntil;

  @Option(
      names = "--person",
      paramLabel = "WHO",
      description = "Whom the whole document is about, in your own terms.")
  private @Nullable String person;

  @Option(
      names = "--match",
      paramLabel = "FILE",
      description = "Which persons have which identifier: lines of Hash,Person.")
  private @Nullable Path match;

  @Option(
      names = "--vendor-list",
      paramLabel = "FILE",
      description =
          "With tcf: a vendor list that the strings were made under, as the IAB publishes it;"
              + " repeatable.")
  private List<Path> vendorLists = new ArrayList<>();

  @Option(
      names = "--keeps-to",
      split = ",",
      paramLabel = "CONDITION",
      description =
          "A condition of the document that the process keeps to and the ledger has no words for,"
              + " as the refusal names it; repeatable.")
  private Set<String> keepsTo = new LinkedHashSet<>();

  @Option(
      names = "--known-as",
      paramLabel = "NAME",
      description =
          "How the document names the organisation; repeatable. What it grants to others is no"
              + " consent here.")
  private Set<String> knownAs = new LinkedHashSet<>();

  @Option(
      names = "--recipient",
      paramLabel = "NAME=ORGANISATION",
      description =
          "Which recipient of the process the document means by a name; repeatable. One that it"
              + " excepts and nobody is known by makes it no consent.")
  private Map<String, String> recipients = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "Print what would be recorded, and record nothing.")
  private boolean dryRun;

  @Option(names = "--skip-bad", description = "Record the grants too where a part can't be read.")
  private boolean skipBad;

  @Option(
      names = "--keep-document",
      description = {
        "Keep the document, encrypted, in the controller's node, with a commitment in the records"
            + " made of it: `consent export --original` gives it back. About one person only."
      })
  private boolean keepDocument;

  /**
   * A document gone through.
   *
   * @param lines the file of what is recorded; empty where nothing is
   * @param kept the document where it is to be kept
   * @param noted when its words were said
   */
  private record Prepared(
      ImportText text,
      List<PlannedStep> steps,
      boolean whole,
      Optional<Path> lines,
      Optional<KeptDocument> kept,
      NotedWords noted) {
    int exitCode() throws CliException {
      if (kept.isPresent()) {
        kept.get().requireKept(steps.get(0).wallet()); // It is about one person.
      }
      return whole ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  @Override
  int run(Session session) throws CliException {
    session.parties().idOf(controller);
    return dryRun
        ? imported(session)
        : HomeLock.holding(session.home(), controller, () -> imported(session));
  }

  // The lock is held until everything is settled: an erasure in between would be overtaken.
  private int imported(Session session) throws CliException {
    try (Histories histories = new Histories(session, controller)) {
      return imported(session, histories);
    }
  }

  private int imported(Session session, Histories histories) throws CliException {
    Prepared prepared = prepare(session, histories);
    if (prepared.lines().isEmpty()) {
      prepared.text().plan();
      return prepared.exitCode();
    }
    Submitter.Result result = submitter(session).submit(prepared.lines().get());
    prepared.noted().recorded(prepared.steps());
    prepared.text().result(result);
    return result.exitCode() == ExitCode.DONE || !prepared.whole()
        ? prepared.exitCode()
        : result.exitCode();
  }

  private Prepared prepare(Session session, Histories histories) throws CliException {
    Importer importer = Importers.of(format);
    byte[] content =
        InputFile.read(file, importer.sizeBytesMax(), "Split it at a line or a document.");
    ImportPlan plan = importer.read(content, options(session));
    boolean whole = plan.problems().isEmpty();
    SecureRandom random = session.surroundings().random();
    ImportFile imported =
        new ImportFile(
            importer.namesPersonsOf(),
            controller,
            Identities.open(session.home(), controller, random),
            Suppressions.open(session.home(), controller, random));
    Instant now = session.surroundings().clock().instant();
    Standing standing = new Standing(histories);
    NewestWords words = NewestWords.open(session.home(), controller);
    Declarations declared =
        new Declarations(() -> Published.read(session.client(), controller).processes());
    Wills wills = new Wills(standing, words, declared, now);
    NotedWords noted = new NotedWords(standing, words, now);
    List<PlannedStep> steps = imported.planned(plan, !whole && !skipBad, standing, wills);
    ImportText text = new ImportText(session, steps, plan.problems(), plan.notes());
    boolean nothing = steps.stream().noneMatch(PlannedStep::isSent);
    boolean refused = nothing && !skipBad && !whole;
    Optional<KeptDocument> kept =
        keepDocument && !dryRun && !refused
            ? Optional.of(KeptDocument.of(session, controller, format, file, content, plan))
            : Optional.empty();
    if (dryRun || (nothing && !refused)) {
      if (!dryRun) {
        imported.remember();
        noted.planned(steps);
      }
      return new Prepared(text, steps, whole, Optional.empty(), kept, noted);
    }
    text.complain();
    if (refused) {
      text.refused();
      throw CliException.refused(
          "document-refused",
          plan.problems().size() + " parts of " + file + " can't be taken over; nothing was sent",
          "Correct the document, or record the rest with --skip-bad.");
    }
    Path lines =
        imported.write(
            session.home(),
            Bytes.copyOf(content),
            steps,
            standing,
            kept.map(KeptDocument::keeper),
            submitter(session)::isFinished);
    noted.planned(steps);
    return new Prepared(text, steps, whole, Optional.of(lines), kept, noted);
  }

  private ImportOptions options(Session session) throws CliException {
    Set<String> names = new LinkedHashSet<>(knownAs);
    names.add(controller);
    return new ImportOptions(
        process,
        person,
        match == null ? null : Matches.of(InputFile.read(match)),
        new Meanings(purposes, categories, validUntil, names, recipients, lists(), keepsTo),
        session.surroundings().clock().instant());
  }

  private List<VendorList> lists() throws CliException {
    List<VendorList> lists = new ArrayList<>();
    for (Path list : vendorLists) {
      try {
        lists.add(VendorList.of(InputFile.read(list)));
      } catch (FormatException e) {
        throw CliException.usage(
            e.code(),
            list + " can't be used: " + e.reason(),
            "Give the file vendor-list.json that the IAB publishes.");
      }
    }
    return lists;
  }

  private static Submitter submitter(Session session) throws CliException {
    return new Submitter(
        session.home(),
        session.parties().networkId().toHex(),
        session.signer(true),
        session.wallets(),
        session.client(),
        Limits.LANES_OF_IMPORTS,
        false,
        session.surroundings().err(),
        session.surroundings().terminal());
  }
}
