package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.report.Table;
import io.consentledger.cli.report.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code consent block}. */
@Command(
    name = "block",
    description = "Shows a block: its header, its hash and its entries.",
    footer = {"", "Examples:", "  consent block 12", "  consent block 12 --node bank-1 --json"})
final class BlockCommand extends Action {
  @Parameters(paramLabel = "HEIGHT", description = "The block's height, from 1.")
  private long height;

  @Override
  int run(Session session) throws CliException {
    if (height < 1) {
      throw CliException.usage(
          "height-invalid", "heights start at 1", "See the newest with `consent status`.");
    }
    Answer answer = session.client().get("/v1/blocks/" + height);
    if (!answer.ok()) {
      throw answer.refusal();
    }
    ObjectNode json = answer.json();
    if (session.json()) {
      session.printJson(json);
    } else {
      print(session, json);
    }
    return ExitCode.DONE;
  }

  private static void print(Session session, ObjectNode json) {
    session.print("block " + json.path("height").asText());
    session.print("  header hash  " + json.path("headerHash").asText());
    session.print("  before it    " + json.path("prevHeaderHash").asText());
    session.print("  time         " + Times.millisecond(json.path("timeMs").asLong()));
    session.print("  history root " + json.path("historyRoot").asText());
    session.print("  entries root " + json.path("entriesRoot").asText());
    session.print("");
    Table table = new Table("entry", "kind", "seq", "stream", "transaction");
    for (JsonNode entry : json.path("entries")) {
      table.row(
          entry.path("index").asText(),
          entry.path("kind").asText(),
          entry.path("seq").asText(),
          shortened(entry.path("streamId").asText()),
          entry.path("txId").asText());
    }
    table.print(session.surroundings().out(), session.surroundings().width());
  }

  private static String shortened(String hex) {
    return hex.substring(0, Math.min(12, hex.length()));
  }
}
