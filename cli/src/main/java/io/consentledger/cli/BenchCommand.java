package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.bench.BenchOptions;
import io.consentledger.cli.bench.BenchResult;
import io.consentledger.cli.report.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent bench}. */
@Command(
    name = "bench",
    description = {
      "Measures a network in a closed loop. It records: use a network made for it. The records are"
          + " opt-out signals of about 470 bytes, each signed by one of many new customers, in"
          + " advance, so that signing isn't measured; a record counts when it is committed."
    },
    footer = {
      "",
      "Examples:",
      "  consent bench --clients 16 --seconds 15",
      "  consent bench --operation check --clients 64 --customers 10000 --json"
    })
final class BenchCommand extends Action {
  @Option(
      names = "--operation",
      paramLabel = "WHAT",
      description = "submit, check or history. Default: submit.")
  private String operation = "submit";

  @Option(names = "--clients", paramLabel = "N", description = "1 to 256. Default: 16.")
  private int clients = 16;

  @Option(names = "--seconds", paramLabel = "S", description = "Time measured. Default: 10.")
  private double seconds = 10;

  @Option(names = "--warmup", paramLabel = "S", description = "Time before it. Default: 3.")
  private double warmup = 3;

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "Relationships opened first. Default: 1000.")
  private int customers = 1_000;

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "Whose customers they are. Default: the first controller.")
  private @Nullable String controller;

  @Option(
      names = "--prepared",
      paramLabel = "N",
      description =
          "Transactions signed in advance. Default: 6000 a second. Where they run out,"
              + " the clients sign, and the result says how many.")
  private int prepared;

  @Override
  int run(Session session) throws CliException {
    Surroundings surroundings = session.surroundings();
    BenchResult result =
        new BenchOptions(
                operation,
                clients,
                seconds,
                warmup,
                customers,
                Optional.ofNullable(controller),
                prepared)
            .run(
                session.home(),
                session.parties(),
                session.client(),
                surroundings.clock(),
                surroundings.random());
    JsonNode json = result.toJson();
    if (session.json()) {
      session.printJson(json);
    } else {
      print(session, json);
    }
    return json.path("operations").asLong() > 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static void print(Session session, JsonNode json) {
    Table table =
        new Table(
            "operation",
            "clients",
            "rate/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "max ms",
            "errors",
            "CPU s/1000",
            "bytes/record");
    table.row(
        json.path("operation").asText(),
        json.path("clients").asText(),
        json.path(json.has("perSecond") ? "perSecond" : "committedPerSecond").asText(),
        json.path("p50Ms").asText(),
        json.path("p95Ms").asText(),
        json.path("p99Ms").asText(),
        json.path("maxMs").asText(),
        json.path("errors").asText(),
        json.path("cpuSecondsPer1000").asText(),
        json.path("bytesPerRecord").asText());
    table.print(session.surroundings().out(), session.surroundings().width());
    session.print(
        "CPU of the "
            + json.path("localNodes").asText()
            + " nodes on this machine together; bytes of one node; signed meanwhile: "
            + json.path("signedDuringLoad").asText());
  }
}
