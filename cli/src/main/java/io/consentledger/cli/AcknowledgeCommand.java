package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.ledger.genesis.Organisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent acknowledge}. */
@Command(
    name = "acknowledge",
    description = {
      "Records that a withdrawal, an opt-out or the like reached an organisation that the"
          + " customer's data went to. Whom it concerns sees it with `consent watch`."
    },
    footer = {"", "Example:", "  consent acknowledge 0f0c31f9... --as insurer"})
@SuppressWarnings("NullAway.Init") // picocli sets required options
final class AcknowledgeCommand extends Act {
  @Parameters(
      paramLabel = "ID",
      description = "The transaction that reached it, 64 hexadecimal digits.")
  private String id;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "NAME",
      description = "The organisation that it reached, whose key signs.")
  private String party;

  @Override
  ObjectNode instruction(Session session) throws CliException {
    String txId = SubjectOptions.reference(id);
    Answer answer = session.client().get("/v1/transactions/" + txId);
    if (!answer.ok()) {
      throw answer.refusal();
    }
    JsonNode payload = answer.json().path("payload");
    if (!payload.path("subjectRef").isTextual()) {
      throw CliException.refused(
          "nothing-to-acknowledge",
          txId + " is about no customer",
          "Name a withdrawal, opt-out or the like of a customer.");
    }
    return instruct("acknowledge")
        .put("controller", controller(session, payload))
        .put("subject", payload.path("subjectRef").asText())
        .put("acknowledges", txId)
        .put("by", party);
  }

  private static String controller(Session session, JsonNode payload) throws CliException {
    String id = payload.path("controllerId").asText();
    return session.parties().organisations().stream()
        .filter(organisation -> organisation.partyId().toHex().equals(id))
        .findFirst()
        .map(Organisation::name)
        .orElseThrow(
            () ->
                CliException.unknown(
                    "answer-malformed",
                    "the node answered about an organisation that the genesis file doesn't name",
                    "Check that home and node belong to the same network."));
  }
}
