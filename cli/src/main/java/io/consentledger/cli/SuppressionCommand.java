package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.imports.Suppressions;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code consent suppression}. */
@Command(
    name = "suppression",
    description = "What an organisation remembers of the opt-outs of customers whom it erased.",
    subcommands = SuppressionCommand.Check.class)
final class SuppressionCommand extends Group {
  /** {@code consent suppression check}. */
  @Command(
      name = "check",
      description = {
        "Says whether somebody was erased who had opted out: exit 1 where they had, so that they"
            + " aren't collected, sold to or written to again. `consent import` asks this by"
            + " itself. Asks no node."
      },
      footer = {
        "",
        "Example:",
        "  consent suppression check --controller bank --person ann@mail.example"
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required options
  static final class Check extends Action {
    @Option(
        names = "--controller",
        required = true,
        paramLabel = "NAME",
        description = "The organisation.")
    private String controller;

    @Option(
        names = "--person",
        required = true,
        paramLabel = "WHO",
        description = "Who it is, as the organisation names them.")
    private String person;

    @Option(
        names = "--names-of",
        paramLabel = "FORMAT",
        description = "Whose name that is: own (default), or the format of an imported document.")
    private String format = Identities.OWN;

    @Override
    int run(Session session) throws CliException {
      session.parties().named(controller);
      SortedMap<String, String> optOuts =
          Suppressions.open(session.home(), controller, session.surroundings().random())
              .of(format, person);
      if (session.json()) {
        ObjectNode json = Json.object().put("suppressed", !optOuts.isEmpty());
        optOuts.forEach(json.putObject("optOuts")::put);
        session.printJson(json);
      } else if (optOuts.isEmpty()) {
        session.print("Nothing is remembered of this person.");
      } else {
        session.print("Erased, and had opted out of " + String.join(", ", optOuts.keySet()) + ".");
      }
      return optOuts.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }
}
