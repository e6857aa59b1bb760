package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.submit.Submitter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent submit}. */
@Command(
    name = "submit",
    description = {
      "Records the instructions of a file, one JSON object a line. The whole file is checked before"
          + " anything is sent. It can be interrupted and run again: what was signed is kept in the"
          + " home's submissions/, the same bytes are sent, and nothing is recorded twice. Wallets"
          + " that it names and that don't exist are made."
    },
    footer = {
      "",
      "Lines look like this (all of them stand in docs/reference/cli.md):",
      "  {\"do\":\"open\",\"wallet\":\"ann\",\"controller\":\"bank\"}",
      "  {\"do\":\"grant\",\"wallet\":\"ann\",\"controller\":\"bank\",\"process\":\"marketing@1\"}",
      "",
      "Examples:",
      "  consent submit --dry-run customers.jsonl",
      "  consent submit customers.jsonl"
    })
@SuppressWarnings("NullAway.Init") // picocli sets required parameters
final class SubmitCommand extends Action {
  @Parameters(paramLabel = "FILE", description = "The instructions.")
  private Path file;

  @Option(names = "--dry-run", description = "Check the file and print what would be done.")
  private boolean dryRun;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description = "How many transactions may be under way at once, 1 to 256. Default: 32.")
  private int lanes = Limits.LANES_DEFAULT;

  @Option(
      names = "--retry-refused",
      description = "Send the lines again that an earlier run was refused.")
  private boolean retryRefused;

  @Override
  int run(Session session) throws CliException {
    if (lanes < 1 || lanes > Limits.LANES_MAX) {
      throw CliException.usage(
          "lanes-invalid", "--lanes must be from 1 to " + Limits.LANES_MAX, "The default is 32.");
    }
    Surroundings surroundings = session.surroundings();
    Submitter submitter =
        new Submitter(
            session.home(),
            session.parties().networkId().toHex(),
            session.signer(true),
            session.wallets(),
            session.client(),
            lanes,
            retryRefused,
            surroundings.err(),
            surroundings.terminal());
    Submitter.Result result = dryRun ? submitter.plan(file) : submitter.submit(file);
    if (session.json()) {
      session.printJson(result.json());
    } else {
      result.text().forEach(session::print);
    }
    return result.exitCode();
  }
}
