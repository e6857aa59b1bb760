package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.AuditReport;
import io.consentledger.cli.report.History;
import io.consentledger.ledger.genesis.Organisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent audit}. */
@Command(
    name = "audit",
    description = {
      "Shows everything that organisations declared about a customer, in order, with what the"
          + " ledger found wrong about it. Exit 1 where the ledger knows no such customer."
    },
    footer = {
      "",
      "Examples:",
      "  consent audit --wallet ann",
      "  consent audit --wallet ann --controller bank --csv > ann.csv",
      "  consent audit 68e446f73bc8fa37b03fd4e3fd425bf43d4115b45fe2e8d686e6c58c1bc5c305 --json"
    })
final class AuditCommand extends Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "SUBJECT",
      description = "The reference by which one organisation knows the customer.")
  private @Nullable String subject;

  @Option(
      names = "--wallet",
      paramLabel = "NAME",
      description = "A wallet of this home: all of its relationships.")
  private @Nullable String wallet;

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "With --wallet: this organisation alone.")
  private @Nullable String controller;

  @Option(names = "--csv", description = "Print comma-separated values.")
  private boolean csv;

  @Override
  int run(Session session) throws CliException {
    AuditReport report = report(session);
    if (session.json()) {
      session.printJson(report.toJson());
    } else if (csv) {
      report.printCsv(session.surroundings().out());
    } else {
      report.print(session.surroundings().out(), session.surroundings().width());
    }
    return ExitCode.DONE;
  }

  private AuditReport report(Session session) throws CliException {
    if ((subject == null) == (wallet == null)) {
      throw CliException.usage(
          "usage",
          "name the customer: either a subject reference or --wallet",
          "See `consent audit --help`.");
    }
    List<History> histories = new ArrayList<>();
    if (wallet != null) {
      readWallet(session, wallet, histories);
    } else if (subject != null) {
      History.read(session.client(), "", SubjectOptions.reference(subject))
          .ifPresent(histories::add);
    }
    if (histories.isEmpty()) {
      throw CliException.refused(
          "subject-unknown",
          "the ledger knows no such customer",
          "Check the reference or the wallet; a relationship is opened with `consent open`.");
    }
    return new AuditReport(wallet == null ? "the customer" : wallet, histories);
  }

  private void readWallet(Session session, String name, List<History> histories)
      throws CliException {
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    List<Organisation> asked =
        controller == null
            ? session.parties().controllers()
            : List.of(session.parties().named(controller));
    for (Organisation one : asked) {
      String reference = keys.of(name, one.partyId()).subjectRef().toHex();
      Optional<History> history = History.read(session.client(), one.name(), reference);
      history.ifPresent(histories::add);
    }
  }
}
