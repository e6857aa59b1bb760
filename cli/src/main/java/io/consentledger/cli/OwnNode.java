package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The node of one organisation: the only one that keeps its private details. */
record OwnNode(NodeAddress address, Session session) {
  /**
   * Asks the nodes whose they are.
   *
   * @throws CliException exit 3 where none says that it is this organisation's
   */
  static OwnNode of(Session session, String organisation) throws CliException {
    for (NodeAddress node : session.nodes()) {
      Optional<Answer> status = LedgerClient.getOnce(node, "/v1/status", session.timeout());
      if (status.isPresent()
          && status.get().ok()
          && status.get().json().path("organisation").asText().equals(organisation)) {
        return new OwnNode(node, session);
      }
    }
    throw CliException.unknown(
        "own-node-unreachable",
        "no node of " + organisation + " answered",
        "Start it, or name it with --node: private details are kept there and nowhere else.");
  }

  /**
   * Reads, as patiently as from any node.
   *
   * @throws CliException exit 3 where it gives no answer in time, or none for now
   */
  ObjectNode get(String path) throws CliException {
    return json(
        new LedgerClient(List.of(address), session.timeout(), LedgerClient.Wait.COMMITTED)
            .get(path));
  }

  /** Once: what is to be kept would be kept twice. */
  ObjectNode post(String path, ObjectNode body) throws CliException {
    Bytes bytes = Bytes.utf8(body.toString());
    try {
      return json(LedgerClient.postJson(address, path, bytes, session.timeout()));
    } catch (IOException lost) {
      throw CliException.unknown(
          "own-node-unreachable", address.name() + " didn't answer", "Try again.");
    }
  }

  private static ObjectNode json(Answer answer) throws CliException {
    if (!answer.ok()) {
      throw answer.refusal();
    }
    return answer.json();
  }
}
