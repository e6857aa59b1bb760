package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something: runs in the session of its root command. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
abstract class Action implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /**
   * Does it.
   *
   * @return an exit code
   */
  abstract int run(Session session) throws CliException;

  @Override
  public final Integer call() throws CliException {
    ConsentCommand root = (ConsentCommand) spec.root().userObject();
    return run(root.session());
  }
}
