package io.consentledger.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds sub-commands. */
abstract class Group implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "one of "
              + String.join(", ", spec.subcommands().keySet())
              + " must follow '"
              + spec.name()
              + "'");
    }
  }
}
