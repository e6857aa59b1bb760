package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user why a command failed: in words on standard error, and where {@code --json} was
 * asked for also as a JSON object on standard output, unless a result stands there already.
 */
final class FailureReport {
  private final ResultOutput output;
  private final PrintWriter err;

  FailureReport(ResultOutput output, PrintWriter err) {
    this.output = output;
    this.err = err;
  }

  /** A command line that doesn't make sense. */
  int badUsage(ParameterException bad, String[] args) {
    CommandLine line = bad.getCommandLine();
    String see = "See `" + line.getCommandSpec().qualifiedName() + " --help`.";
    CliException failure = CliException.usage("usage", String.valueOf(bad.getMessage()), see);
    if (List.of(args).contains("--json")) {
      printJson(failure);
    }
    err.println("error: " + bad.getMessage() + " [usage]");
    if (!UnmatchedArgumentException.printSuggestions(bad, err)) {
      err.println("  " + see);
    }
    return ExitCode.USAGE;
  }

  /**
   * A command that couldn't go on. Anything else than that is a fault of ours, and shown as one.
   */
  int failed(Exception thrown, CommandLine line, ParseResult parsed) throws Exception {
    if (!(thrown instanceof CliException failure)) {
      throw thrown;
    }
    ConsentCommand root = (ConsentCommand) line.getCommandSpec().root().userObject();
    if (root.session().json()) {
      printJson(failure);
    }
    err.println(failure.display());
    return failure.exitCode();
  }

  private void printJson(CliException failure) {
    if (output.isUsed()) {
      return;
    }
    ObjectNode json = Json.object();
    json.putObject("error")
        .put("code", failure.code())
        .put("message", String.valueOf(failure.getMessage()))
        .put("action", failure.action())
        .put("exitCode", failure.exitCode());
    output.stream().println(Json.pretty(json));
  }
}
