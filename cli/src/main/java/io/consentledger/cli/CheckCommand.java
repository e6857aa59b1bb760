package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.instruction.InstructionException;
import io.consentledger.cli.instruction.Terms;
import io.consentledger.cli.report.DecisionText;
import io.consentledger.ledger.evidence.VerifiedDecision;
import io.consentledger.ledger.evidence.VerifyOptions;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.SubjectRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code consent check}. */
@Command(
    name = "check",
    description = {
      "Asks whether an organisation may do something with a customer's data now. Exit 0 means that"
          + " the answer is PERMIT; every other answer is exit 1."
    },
    footer = {
      "",
      "Examples:",
      "  consent check --wallet ann --controller bank --process marketing@1"
          + " --data-categories EmailAddress",
      "  consent check --subject 68e4... --controller retailer --process offers"
          + " --data-categories Purchase --operation SELL --recipient insurer",
      "  consent check --wallet ann --controller bank --process marketing"
          + " --at 2026-06-30T12:00:00Z --proof answer.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class CheckCommand extends Action {
  @Mixin private SubjectOptions who;

  @Option(
      names = "--process",
      required = true,
      paramLabel = "ID[@VERSION]",
      description = "The process. Default version: the newest.")
  private String process;

  @Option(
      names = "--data-categories",
      split = ",",
      paramLabel = "TERM",
      description = "The data, in DPV terms.")
  private List<String> dataCategories = new ArrayList<>();

  @Option(
      names = "--operation",
      paramLabel = "WHAT",
      description = "COLLECT, USE, DISCLOSE, SELL or SHARE. Default: USE.")
  private String operation = "USE";

  @Option(names = "--recipient", paramLabel = "NAME", description = "Who would receive the data.")
  private @Nullable String recipient;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "As of this time, such as 2026-11-23T12:00:00Z. Default: now.")
  private @Nullable String at;

  @Option(
      names = "--known-at",
      paramLabel = "HEIGHT",
      description = "As the ledger knew it after this block. Default: as it knows now.")
  private @Nullable Long knownAt;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description =
          "Also write what proves the answer, absence included, for `consent verify`. The answer"
              + " is then the one that follows from the proof.")
  private @Nullable Path proof;

  @Override
  int run(Session session) throws CliException {
    requireTerms();
    ObjectNode json = proof == null ? asked(session) : proved(session, proof);
    if (session.json()) {
      session.printJson(json);
    } else {
      DecisionText.lines(json).forEach(session::print);
      if (proof != null) {
        session.print("  proof        " + proof);
      }
    }
    return json.path("decision").asText().equals("PERMIT") ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** A mistyped term would be denied, as one that nobody consented to is. */
  private void requireTerms() throws CliException {
    try {
      Terms.requireCategories(dataCategories);
    } catch (InstructionException unknown) {
      throw CliException.usage(
          unknown.code(), String.valueOf(unknown.getMessage()), "Spell it as the process does.");
    }
  }

  private ObjectNode proved(Session session, Path file) throws CliException {
    CheckQuery wanted = question(session);
    ProofRequest.Proof made =
        ProofRequest.ask(
            session,
            "/v1/proofs/check?" + query(session),
            VerifyOptions.NONE,
            evidence ->
                evidence.decision().map(VerifiedDecision::query).equals(Optional.of(wanted)));
    ResultFiles.write(file, made.bundle());
    return DecisionText.json(made.evidence().decision().orElseThrow().decision())
        .put("file", file.toString());
  }

  private CheckQuery question(Session session) throws CliException {
    int version = process.lastIndexOf('@');
    try {
      return new CheckQuery(
          SubjectRef.fromHex(who.reference(session)),
          session.parties().idOf(who.controller),
          version < 0 ? process : process.substring(0, version),
          version < 0 ? null : Integer.valueOf(process.substring(version + 1)),
          dataCategories,
          Operation.valueOf(operation.toUpperCase(Locale.ROOT)),
          recipient,
          at == null ? null : millis(at),
          knownAt);
    } catch (IllegalArgumentException malformed) {
      throw CliException.usage(
          "usage",
          "the version or the operation isn't one",
          "Write --process ID@VERSION; operations are COLLECT, USE, DISCLOSE, SELL and SHARE.");
    }
  }

  private ObjectNode asked(Session session) throws CliException {
    Answer answer = session.client().get("/v1/check?" + query(session));
    if (!answer.ok()) {
      throw answer.refusal();
    }
    return answer.json();
  }

  private String query(Session session) throws CliException {
    StringBuilder query = new StringBuilder(256);
    add(query, "subject", who.reference(session));
    add(query, "controller", who.controller);
    add(query, "process", process);
    dataCategories.forEach(category -> add(query, "category", category));
    add(query, "operation", operation.toUpperCase(Locale.ROOT));
    if (recipient != null) {
      add(query, "recipient", recipient);
    }
    if (at != null) {
      add(query, "atMs", Long.toString(millis(at)));
    }
    if (knownAt != null) {
      add(query, "knownAtHeight", Long.toString(knownAt));
    }
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append(query.length() == 0 ? "" : "&").append(name).append('=');
    query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static long millis(String time) throws CliException {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeException e) {
      throw CliException.usage(
          "time-malformed", "'" + time + "' is no time", "Write 2026-11-23T12:00:00Z.");
    }
  }
}
