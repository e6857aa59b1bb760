package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.report.PlainWords;
import io.consentledger.cli.report.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
          + " --data-categories Purchase --operation SELL --recipient insurer"
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

  @Override
  int run(Session session) throws CliException {
    Answer answer = session.client().get("/v1/check?" + query(session));
    if (!answer.ok()) {
      throw answer.refusal();
    }
    ObjectNode json = answer.json();
    if (session.json()) {
      session.printJson(json);
    } else {
      print(session, json);
    }
    return json.path("decision").asText().equals("PERMIT") ? ExitCode.DONE : ExitCode.REFUSED;
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
    return query.toString();
  }

  private static void print(Session session, JsonNode json) {
    session.print(json.path("decision").asText());
    for (String reason : Json.texts(json.path("reasons"))) {
      session.print("  because      " + PlainWords.words(reason) + " [" + reason + "]");
    }
    if (json.path("basis").isTextual()) {
      session.print("  basis        " + json.path("basis").asText());
    }
    if (json.path("assurance").isTextual()) {
      session.print("  assurance    " + json.path("assurance").asText());
    }
    for (String obligation : Json.texts(json.path("obligations"))) {
      session.print("  obligation   " + PlainWords.obligation(obligation));
    }
    session.print(
        "  holds at     block "
            + json.path("height").asText()
            + ", "
            + Times.second(json.path("timeMs").asLong()));
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
