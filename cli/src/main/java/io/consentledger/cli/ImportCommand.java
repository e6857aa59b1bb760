package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.imports.ImportFile;
import io.consentledger.cli.imports.ImportOptions;
import io.consentledger.cli.imports.ImportPlan;
import io.consentledger.cli.imports.ImportProblem;
import io.consentledger.cli.imports.ImportStep;
import io.consentledger.cli.imports.Importer;
import io.consentledger.cli.imports.Importers;
import io.consentledger.cli.imports.Matches;
import io.consentledger.cli.imports.Meanings;
import io.consentledger.cli.imports.Suppressions;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.Table;
import io.consentledger.cli.submit.Submitter;
import io.consentledger.ledger.tx.PartyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent import}. */
@Command(
    name = "import",
    description = {
      "Reads a document of another system and records what it says about customers. What can't be"
          + " read exactly is named with its place and never becomes a consent; nothing is recorded"
          + " while there is such a part, unless --skip-bad is given. Persons become wallets with"
          + " names drawn at random; who is who stays in the home's identities/, readable by you"
          + " only. Their keys are the organisation's, which every report says:"
          + " IMPORTED_UNSIGNED."
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

  @Option(names = "--dry-run", description = "Print what would be recorded, and record nothing.")
  private boolean dryRun;

  @Option(names = "--skip-bad", description = "Record the rest where a part can't be read.")
  private boolean skipBad;

  @Override
  int run(Session session) throws CliException {
    Importer importer = Importers.of(format);
    PartyId party = session.parties().idOf(controller);
    ImportPlan plan = importer.read(read(file), options(session));
    Identities identities =
        Identities.open(session.home(), controller, session.surroundings().random());
    Suppressions suppressions =
        Suppressions.open(session.home(), controller, session.surroundings().random());
    ImportFile lines =
        new ImportFile(importer.namesPersonsOf(), controller, identities, suppressions);
    if (dryRun || plan.steps().isEmpty()) {
      show(session, plan, lines);
      return plan.problems().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
    requireReadable(session, plan);
    Path instructions = lines.write(session.home(), lines.lines(plan, relations(session, party)));
    Submitter.Result result = submitter(session).submit(instructions);
    if (session.json()) {
      session.printJson(result.json().set("problems", problems(plan)));
    } else {
      result.text().forEach(session::print);
    }
    return plan.problems().isEmpty() ? result.exitCode() : ExitCode.REFUSED;
  }

  private ImportOptions options(Session session) throws CliException {
    return new ImportOptions(
        process,
        person,
        match == null ? null : Matches.of(read(match)),
        new Meanings(purposes, categories, validUntil),
        session.surroundings().clock().instant());
  }

  private static byte[] read(Path file) throws CliException {
    try {
      if (Files.size(file) > Limits.FILE_BYTES_MAX) {
        throw CliException.usage(
            "file-too-large",
            file + " has more than " + Limits.FILE_BYTES_MAX + " bytes",
            "Split it at a line or a document.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }

  private void requireReadable(Session session, ImportPlan plan) throws CliException {
    for (ImportProblem problem : plan.problems()) {
      session.surroundings().err().println(problem);
    }
    if (!plan.problems().isEmpty() && !skipBad) {
      throw CliException.refused(
          "document-refused",
          plan.problems().size() + " parts of " + file + " can't be taken over; nothing was sent",
          "Correct the document, or record the rest with --skip-bad.");
    }
  }

  private static ImportFile.Relationships relations(Session session, PartyId party)
      throws CliException {
    Keys keys = new Keys(session.wallets(), session.parties(), true);
    return wallet ->
        session.wallets().has(wallet)
            && session
                .client()
                .get("/v1/subjects/" + keys.of(wallet, party).subjectRef().toHex() + "/history")
                .ok();
  }

  private static Submitter submitter(Session session) throws CliException {
    return new Submitter(
        session.home(),
        session.parties().networkId().toHex(),
        session.signer(true),
        session.wallets(),
        session.client(),
        Limits.LANES_DEFAULT,
        false,
        session.surroundings().err(),
        session.surroundings().terminal());
  }

  private static void show(Session session, ImportPlan plan, ImportFile lines) throws CliException {
    Map<String, SortedMap<String, String>> suppressed = lines.suppressed(plan);
    if (session.json()) {
      ObjectNode json = Json.object();
      ArrayNode steps = json.putArray("steps");
      for (ImportStep step : plan.steps()) {
        ObjectNode one = steps.addObject().put("line", step.line());
        one.put("wallet", lines.walletOf(step)).put("because", step.because());
        one.set("instruction", step.instruction());
      }
      ObjectNode remembered = json.putObject("suppressed");
      suppressed.forEach((wallet, optOuts) -> optOuts.forEach(remembered.putObject(wallet)::put));
      session.printJson(json.set("problems", problems(plan)));
      return;
    }
    session.print("Plan: " + plan.steps().size() + " steps, nothing was sent.");
    if (!plan.steps().isEmpty()) {
      Table table = new Table("line", "wallet", "because", "instruction");
      for (ImportStep step : plan.steps()) {
        table.row(
            Integer.toString(step.line()),
            lines.walletOf(step),
            step.because(),
            Json.line(step.instruction()));
      }
      table.print(session.surroundings().out(), session.surroundings().width());
    }
    suppressed.forEach(
        (wallet, optOuts) ->
            session.print(
                wallet + " was erased and had opted out: " + String.join(", ", optOuts.keySet())));
    plan.problems().forEach(problem -> session.print("not taken over: " + problem));
  }

  private static ArrayNode problems(ImportPlan plan) {
    List<ImportProblem> problems = plan.problems();
    ArrayNode array = Json.array();
    for (ImportProblem problem : problems) {
      array
          .addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("code", problem.code())
          .put("message", problem.message());
    }
    return array;
  }
}
