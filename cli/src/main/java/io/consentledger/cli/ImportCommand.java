package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.HomeFiles;
import io.consentledger.cli.imports.Customers;
import io.consentledger.cli.imports.ImportContext;
import io.consentledger.cli.imports.ImportDocument;
import io.consentledger.cli.imports.ImportRun;
import io.consentledger.cli.imports.Importer;
import io.consentledger.cli.imports.Importers;
import io.consentledger.cli.imports.Matches;
import io.consentledger.cli.submit.Submitter;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent import}. */
@Command(
    name = "import",
    description = {
      "Records what a document of a published format says. What protects a customer is carried out"
          + " at once, relayed by the controller; what can't be read is named with its line and"
          + " never becomes a grant (exit 1). Who is who stays in the home's imports/, on this"
          + " machine."
    },
    footer = {
      "",
      "Formats:",
      "  gpc   request headers, one a line: CUSTOMER, a tab, Sec-GPC: 1",
      "  gpp   IAB Global Privacy Platform strings, one a line: CUSTOMER, a tab, the string",
      "  drop  a list of California's delete platform, with --match",
      "",
      "Examples:",
      "  consent import gpc headers.tsv --controller retailer --dry-run",
      "  consent import drop 20260312_4821_Email.csv --controller retailer --match found.csv"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters
final class ImportCommand extends Action {
  @Parameters(index = "0", paramLabel = "FORMAT", description = "See below.")
  private String format;

  @Parameters(index = "1", paramLabel = "FILE", description = "The document.")
  private Path file;

  @Option(
      names = "--controller",
      required = true,
      paramLabel = "NAME",
      description = "The organisation that the customers deal with.")
  private String controller;

  @Option(
      names = "--customer",
      paramLabel = "ID",
      description = "The customer that the whole file is about, as the controller names them.")
  private @Nullable String customer;

  @Option(
      names = "--process",
      paramLabel = "ID@V",
      description = "The process that a consent is about, where the document doesn't say.")
  private @Nullable String process;

  @Option(
      names = "--match",
      paramLabel = "FILE",
      description = "Which customers have which hashed identifier: lines of Hash,Customer.")
  private @Nullable Path match;

  @Option(names = "--dry-run", description = "Print the plan; send and write nothing.")
  private boolean dryRun;

  @Override
  int run(Session session) throws CliException {
    Importer importer = Importers.named(format);
    session.parties().named(controller);
    Path folder = session.home().imports();
    Surroundings surroundings = session.surroundings();
    ImportContext context =
        new ImportContext(
            controller,
            Customers.read(folder.resolve("customers.json"), controller, surroundings.random()),
            Optional.ofNullable(customer),
            Optional.ofNullable(process),
            match == null ? Optional.empty() : Optional.of(new Matches(read(match))),
            surroundings.clock().instant());
    ImportRun importing = new ImportRun(folder, importer, context);
    Submitter.Result result =
        dryRun
            ? importing.plan(read(file))
            : importing.submit(
                read(file), SubmitCommand.submitter(session, Limits.LANES_DEFAULT, false));
    if (session.json()) {
      session.printJson(result.json());
    } else {
      result.text().forEach(session::print);
    }
    return result.exitCode();
  }

  private static ImportDocument read(Path file) throws CliException {
    try {
      if (Files.size(file) > Limits.FILE_BYTES_MAX) {
        throw CliException.usage(
            "file-too-large",
            file + " has more than " + Limits.FILE_BYTES_MAX + " bytes",
            "Split it.");
      }
      return new ImportDocument(
          String.valueOf(file.getFileName()), Bytes.copyOf(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }
}
