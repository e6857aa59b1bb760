package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.cli.home.LocalProcess;
import io.consentledger.cli.home.NetworkFile;
import io.consentledger.cli.report.StatusAlarms;
import io.consentledger.cli.report.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** {@code consent status}. */
@Command(
    name = "status",
    description = {
      "Shows every node of the network: its role, how far its ledger goes and is certified, and"
          + " whether it answers. Below, whatever an operator must hear: evidence of lies, refused"
          + " votes, withheld transactions.",
      "Exit 0 where all answer, 1 where some don't, 3 where none does."
    },
    footer = {"", "Examples:", "  consent status", "  consent status --node bank-1 --json"})
final class StatusCommand extends Action {
  private static final int HASH_SHOWN = 12;
  private static final Duration ASK_MAX = Duration.ofSeconds(3);

  @Override
  int run(Session session) throws CliException {
    List<NodeAddress> nodes = session.nodes();
    Duration patience = session.timeout().compareTo(ASK_MAX) < 0 ? session.timeout() : ASK_MAX;
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("nodes");
    int reachable = 0;
    for (NodeAddress node : nodes) {
      ObjectNode state = ask(session, node, patience);
      list.add(state);
      reachable += state.path("reachable").asBoolean() ? 1 : 0;
    }
    if (session.json()) {
      session.printJson(json);
    } else {
      print(session, list);
    }
    if (reachable == nodes.size()) {
      return ExitCode.DONE;
    }
    if (reachable == 0) {
      throw CliException.unknown(
          "no-node-answered",
          nodes.size() == 1 ? "the node doesn't answer" : "none of the nodes answers",
          "Start them, for example with consent-node run --config DIR/nodes/NAME/node.yaml.");
    }
    return ExitCode.REFUSED;
  }

  private static ObjectNode ask(Session session, NodeAddress node, Duration patience)
      throws CliException {
    ObjectNode state = Json.object().put("name", node.name()).put("url", node.url().toString());
    Optional<Answer> answer = LedgerClient.getOnce(node, "/v1/status", patience);
    JsonNode said = answer.isPresent() && answer.get().ok() ? answer.get().json() : Json.object();
    if (said.path("name").isTextual()) {
      state.set("name", said.path("name"));
    }
    OptionalLong pid = pid(session, node, said);
    if (pid.isPresent()) {
      state.put("pid", pid.getAsLong());
    } else {
      state.putNull("pid");
    }
    for (String field :
        List.of(
            "role",
            "leader",
            "height",
            "headHash",
            "certifiedHeight",
            "ready",
            "notReady",
            "version",
            "commit",
            "certification",
            "withheld",
            "divergence")) {
      state.set(field, said.has(field) ? said.path(field) : Json.object().nullNode());
    }
    state.put("reachable", answer.isPresent() && answer.get().ok());
    return state;
  }

  // What the node says counts where it runs here; where it doesn't answer, its file may still tell.
  private static OptionalLong pid(Session session, NodeAddress node, JsonNode said)
      throws CliException {
    if (!node.isLoopback()) {
      return OptionalLong.empty();
    }
    if (said.path("pid").isIntegralNumber()) {
      return LocalProcess.ifAlive(said.path("pid").asLong());
    }
    if (node.name().contains("://")) {
      return OptionalLong.empty();
    }
    Optional<NetworkFile.Node> listed = session.network().node(node.name());
    return listed.isPresent()
        ? LocalProcess.ofFile(session.home().directory().resolve(listed.get().pidFile()))
        : OptionalLong.empty();
  }

  private static void print(Session session, ArrayNode nodes) {
    Table table = new Table("node", "pid", "role", "block", "certified", "answers", "head");
    for (JsonNode node : nodes) {
      table.row(
          node.path("name").asText(),
          text(node, "pid"),
          text(node, "role"),
          text(node, "height"),
          text(node, "certifiedHeight"),
          node.path("reachable").asBoolean() ? "yes" : "NO",
          shortened(text(node, "headHash")));
    }
    table.print(session.surroundings().out(), session.surroundings().width());
    for (JsonNode node : nodes) {
      StatusAlarms.lines(node).forEach(session::print);
    }
  }

  // Enough to see whether two nodes differ; --json has it whole.
  private static String shortened(String hash) {
    return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).isNull() ? "-" : node.path(field).asText();
  }
}
