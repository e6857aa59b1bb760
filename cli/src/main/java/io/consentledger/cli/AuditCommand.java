package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.report.AsOf;
import io.consentledger.cli.report.AuditReport;
import io.consentledger.cli.report.History;
import io.consentledger.cli.report.Overdues;
import io.consentledger.ledger.genesis.Organisation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent audit}. */
@Command(
    name = "audit",
    description = {
      "Shows everything that organisations declared about a customer, in order, with what the"
          + " ledger found wrong about it and what is overdue. Exit 1 where the ledger knows no such customer.",
      "With --proof, also writes a bundle that proves it to anybody who has the genesis file, or"
          + " that there is nothing: see `consent verify`. The bundle is verified before it is"
          + " written."
    },
    footer = {
      "",
      "Examples:",
      "  consent audit --wallet ann",
      "  consent audit --wallet ann --controller bank --csv > ann.csv",
      "  consent audit --wallet ann --proof ann",
      "  consent audit --wallet ann --controller bank --proof ann.json",
      "  consent audit --wallet ann --as-of 2026-06-30",
      "  consent audit 68e446f73bc8fa37b03fd4e3fd425bf43d4115b45fe2e8d686e6c58c1bc5c305 --json"
    })
final class AuditCommand extends Action {
  private static final int PAGE_RECORDS_MAX = 1_000;

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

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Show it as it stood at the end of this day, or at this time; UTC.")
  private @Nullable String asOf;

  @Option(
      names = "--details",
      paramLabel = "NAME",
      description = "Also show the private details that this organisation's node holds.")
  private @Nullable String details;

  @Option(names = "--proof", paramLabel = "FILE", description = "Write the proof of it here.")
  private @Nullable Path proof;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description = "With --proof: an earlier bundle or folder, which the new one is to extend.")
  private @Nullable Path since;

  @Option(
      names = "--challenge",
      paramLabel = "ID",
      description = "With --proof: a recorded challenge, which shows how new the bundle is.")
  private @Nullable String challenge;

  @Option(
      names = "--page-records",
      paramLabel = "N",
      description =
          "With --proof: write a folder of pages of up to N records (1 to 1,000), also where one"
              + " file would do.")
  private @Nullable Integer pageRecords;

  @Override
  int run(Session session) throws CliException {
    OptionalLong asOfMs = AsOf.parse(asOf);
    requireUsage();
    if (proof != null) {
      return prove(session, proof, asOfMs);
    }
    List<History> histories = new ArrayList<>();
    Map<String, LedgerClient> clients = new HashMap<>();
    for (Map.Entry<String, String> asked : subjects(session).entrySet()) {
      LedgerClient client = new OwnNodes(session).of(asked.getValue());
      Optional<History> history = History.read(client, asked.getValue(), asked.getKey());
      history.ifPresent(it -> clients.put(it.subjectRef(), client));
      history
          .map(all -> asOfMs.isPresent() ? all.asOf(asOfMs.getAsLong()) : all)
          .ifPresent(histories::add);
      if (details != null && history.isPresent()) {
        History last = histories.remove(histories.size() - 1);
        histories.add(last.withDetails(PrivateDetails.held(session, details, asked.getKey())));
      }
    }
    if (histories.isEmpty()) {
      throw CliException.refused(
          "subject-unknown",
          "the ledger knows no such customer",
          "Check the reference or the wallet; a relationship is opened with `consent open`.");
    }
    Overdues overdue = Overdues.read(clients, histories, asOfMs.orElse(nowMs(session, histories)));
    AuditReport report = new AuditReport(customer(), histories, Optional.of(overdue));
    if (session.json()) {
      session.printJson(report.toJson());
    } else {
      print(session, report);
    }
    return ExitCode.DONE;
  }

  /** By the clock, or by the newest record where the clock is behind it. */
  private static long nowMs(Session session, List<History> histories) {
    long newestMs =
        histories.stream()
            .flatMap(history -> history.entries().stream())
            .mapToLong(entry -> entry.path("timeMs").asLong())
            .max()
            .orElse(0);
    return Math.max(newestMs, session.surroundings().clock().instant().toEpochMilli());
  }

  private int prove(Session session, Path file, OptionalLong asOfMs) throws CliException {
    Map<String, String> asked = subjects(session);
    List<AuditProof.Written> written = new ArrayList<>();
    for (Map.Entry<String, String> one : asked.entrySet()) {
      AuditProof proof =
          new AuditProof(
              one.getKey(), file, since, challenge, pageRecords == null ? 0 : pageRecords);
      if (asked.size() > 1) {
        proof = proof.of(one.getValue());
      }
      written.add(proof.fetch(session, new OwnNodes(session).of(one.getValue()), asOfMs));
    }
    if (session.json()) {
      session.printJson(
          asked.size() == 1 ? written.get(0).toJson() : AuditProof.Written.toJson(written));
      return ExitCode.DONE;
    }
    List<History> histories = written.stream().flatMap(it -> it.histories().stream()).toList();
    print(session, new AuditReport(customer(), histories));
    if (!csv) {
      for (AuditProof.Written one : written) {
        session.print("");
        one.report().lines().forEach(session::print);
        session.print("Written to " + one.file() + ", " + one.size() + ".");
      }
    }
    return ExitCode.DONE;
  }

  private void print(Session session, AuditReport report) {
    if (csv) {
      report.printCsv(session.surroundings().out());
    } else {
      report.print(session.surroundings().out(), session.surroundings().width());
    }
  }

  private void requireUsage() throws CliException {
    if ((subject == null) == (wallet == null)) {
      throw CliException.usage(
          "usage",
          "name the customer: either a subject reference or --wallet",
          "See `consent audit --help`.");
    }
    if (proof == null && (since != null || challenge != null || pageRecords != null)) {
      throw CliException.usage(
          "usage",
          "--since and --challenge go with --proof, and so does --page-records",
          "See `consent audit --help`.");
    }
    if (pageRecords != null && (pageRecords < 1 || pageRecords > PAGE_RECORDS_MAX)) {
      throw CliException.usage(
          "usage",
          "a page has 1 to " + PAGE_RECORDS_MAX + " records",
          "See `consent audit --help`.");
    }
  }

  private String customer() {
    return wallet == null ? "the customer" : wallet;
  }

  /** Whom to ask about: references, each with its organisation's name or an empty text. */
  private Map<String, String> subjects(Session session) throws CliException {
    Map<String, String> subjects = new LinkedHashMap<>();
    if (subject != null) {
      subjects.put(SubjectOptions.reference(subject), "");
      return subjects;
    }
    Keys keys = new Keys(session.wallets(), session.parties(), false);
    List<Organisation> asked =
        controller == null
            ? session.parties().controllers()
            : List.of(session.parties().named(controller));
    for (Organisation one : asked) {
      subjects.put(keys.of(String.valueOf(wallet), one.partyId()).subjectRef().toHex(), one.name());
    }
    return subjects;
  }
}
