package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.client.Answer;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.witness.CheckpointNote;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent checkpoint}. */
@Command(
    name = "checkpoint",
    description = {
      "Prints the newest certified log of headers as a checkpoint that standard witnesses cosign"
          + " (C2SP tlog-checkpoint), signed by the node that answers."
    },
    footer = {
      "",
      "Examples:",
      "  consent checkpoint",
      "  consent checkpoint --old 120 | curl --data-binary @- https://witness.example/add-checkpoint",
      "  consent checkpoint --keys"
    })
final class CheckpointCommand extends Action {
  @Option(
      names = "--old",
      paramLabel = "SIZE",
      description = "Print the whole request for a witness that has seen this size last; 0: none.")
  private @Nullable Long old;

  @Option(
      names = "--keys",
      description =
          "Print the validators' keys as a witness's configuration wants them; asks no node.")
  private boolean keys;

  @Override
  int run(Session session) throws CliException {
    if (keys) {
      printKeys(session, session.parties().genesis());
      return ExitCode.DONE;
    }
    Answer answer = session.client().get("/v1/checkpoint" + (old == null ? "" : "?old=" + old));
    if (!answer.ok()) {
      throw answer.refusal();
    }
    String note = answer.body().utf8();
    if (session.json()) {
      session.printJson(Json.object().put("checkpoint", note));
    } else {
      // Byte for byte: the last line end is part of the note, and printing adds it.
      session.print(note.substring(0, note.length() - 1));
    }
    return ExitCode.DONE;
  }

  private static void printKeys(Session session, Genesis genesis) {
    List<String> known =
        genesis.validatorSet().members().stream()
            .map(ValidatorSet.Member::key)
            .filter(key -> key.algorithm() == Algorithm.ED25519)
            .map(key -> CheckpointNote.key(genesis.networkId(), key).verifierKey())
            .toList();
    if (session.json()) {
      ArrayNode list = Json.object().putArray("keys");
      known.forEach(list::add);
      session.printJson(Json.object().set("keys", list));
    } else {
      known.forEach(session::print);
    }
  }
}
