package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.report.PlainWords;
import io.consentledger.cli.report.ReceiptText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code consent tx}. */
@Command(
    name = "tx",
    description = {
      "Shows a transaction and what became of it: committed, waiting, refused. Exit 1 where it was"
          + " refused or nobody knows it; then it was never recorded."
    },
    footer = {
      "",
      "Example:",
      "  consent tx 0f0c31f9d2a1b6a0c5f6f2b4f4f5b8f0d9b3a3a1c7e5d2f1a0b9c8d7e6f5a4b3"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters
final class TxCommand extends Action {
  @Parameters(paramLabel = "ID", description = "The transaction's id, 64 hexadecimal digits.")
  private String id;

  @Override
  int run(Session session) throws CliException {
    Answer answer = session.client().get("/v1/transactions/" + SubjectOptions.reference(id));
    if (!answer.ok()) {
      throw answer.refusal();
    }
    ObjectNode json = answer.json();
    if (session.json()) {
      session.printJson(json);
    } else {
      print(session, json);
    }
    return json.path("state").asText().equals("committed") ? ExitCode.DONE : ExitCode.UNKNOWN;
  }

  private static void print(Session session, ObjectNode json) {
    String kind = json.path("kind").asText();
    session.print(kind + ": " + PlainWords.of(kind, json.path("payload")));
    ReceiptText.lines(json).forEach(session::print);
    session.print(
        "  signed by    "
            + (json.has("signer") ? PlainWords.author(json) + ", key " : "key ")
            + json.path("statement").path("keyId").asText());
    session.print("  payload      " + Json.line(json.path("payload")));
  }
}
