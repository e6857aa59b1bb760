package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.EventFeed;
import io.consentledger.cli.instruction.Instruction;
import io.consentledger.cli.instruction.InstructionException;
import io.consentledger.cli.instruction.InstructionSigner;
import io.consentledger.cli.report.RecallText;
import io.consentledger.ledger.tx.Transaction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent watch}. */
@Command(
    name = "watch",
    description = {
      "Shows, as they are recorded, the withdrawals, opt-outs and the like that organisations with"
          + " a customer's data must hear of. Goes on until it is interrupted, or until what"
          + " --until-height and --count say; where a node breaks off, at the next one. With"
          + " --json one line of JSON for each."
    },
    footer = {
      "",
      "Examples:",
      "  consent watch --as insurer --acknowledge",
      "  consent watch --from 1 --until-height 500 --json"
    })
final class WatchCommand extends Action {
  private static final String ACKNOWLEDGED_ALREADY = "acknowledged-already";

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Only what concerns this organisation; default: everything.")
  private @Nullable String party;

  @Option(
      names = "--from",
      paramLabel = "HEIGHT",
      description = "The first block to look at; default: what comes from now on.")
  private @Nullable Long from;

  @Option(
      names = "--until-height",
      paramLabel = "HEIGHT",
      description = "End when everything up to this block was shown.")
  private @Nullable Long untilHeight;

  @Option(names = "--count", paramLabel = "N", description = "End when so many were shown.")
  private @Nullable Integer count;

  @Option(
      names = "--acknowledge",
      description = "Acknowledge each, with the key of the organisation that --as names.")
  private boolean acknowledge;

  @Override
  int run(Session session) throws CliException {
    if (acknowledge && party == null) {
      throw CliException.usage("usage", "--acknowledge needs --as", "See --help.");
    }
    if ((count != null && count < 1) || (from != null && from < 1)) {
      throw CliException.usage("usage", "--count and --from start at 1", "See --help.");
    }
    if (party != null) {
      session.parties().named(party);
    }
    Showing showing = new Showing(session);
    new EventFeed(session.nodes(), session.timeout(), from, party).follow(showing);
    return showing.refused ? ExitCode.REFUSED : ExitCode.DONE;
  }

  /** Prints each event, and acknowledges it where that is wanted. */
  private final class Showing implements EventFeed.Listener {
    private final Session session;
    private int shown;
    private boolean refused;

    Showing(Session session) {
      this.session = session;
    }

    @Override
    public boolean recall(ObjectNode event) throws CliException {
      if (untilHeight != null && event.path("height").asLong() > untilHeight) {
        return false;
      }
      if (session.json()) {
        session.print(Json.line(event));
      } else {
        session.print(RecallText.of(event));
      }
      if (acknowledge && !Json.texts(event.path("acknowledged")).contains(party)) {
        refused |= !acknowledge(session, event);
      }
      shown++;
      return count == null || shown < count;
    }

    @Override
    public boolean height(long height) {
      return untilHeight == null || height < untilHeight;
    }
  }

  /** A refusal is said and no more: what is told after it concerns other customers. */
  private boolean acknowledge(Session session, ObjectNode event) throws CliException {
    ObjectNode instruction =
        Act.instruct("acknowledge")
            .put("controller", event.path("controller").asText())
            .put("subject", event.path("subjectRef").asText())
            .put("acknowledges", event.path("txId").asText())
            .put("by", party);
    Transaction transaction;
    try {
      InstructionSigner signer = session.signer(false);
      transaction = signer.sign(Instruction.of(instruction), Limits.COMMAND_VALIDITY);
    } catch (InstructionException e) {
      throw CliException.unknown(
          "answer-malformed",
          "the node's event can't be acknowledged: " + e.getMessage(),
          "Check that home and node belong to the same network.");
    }
    Answer answer = session.client().submit(transaction.encode(), transaction.id().toHex());
    // Another run of this command may have been faster: what matters is that it is on the ledger.
    if (!answer.ok() && !answer.problem().code().equals(ACKNOWLEDGED_ALREADY)) {
      session.surroundings().err().println(answer.refusal().display());
      return false;
    }
    if (!session.json()) {
      session.print("  acknowledged by " + party);
    }
    return true;
  }
}
