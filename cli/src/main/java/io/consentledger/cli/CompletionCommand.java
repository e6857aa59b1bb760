package io.consentledger.cli;

import io.consentledger.cli.base.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code consent generate-completion}. */
@Command(
    name = "generate-completion",
    description = "Prints a script with which bash and zsh complete this command.",
    footer = {"", "Example:", "  source <(consent generate-completion)"})
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("consent", spec.root().commandLine());
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
