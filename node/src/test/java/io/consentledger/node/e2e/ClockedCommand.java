package io.consentledger.node.e2e;

import io.consentledger.cli.ConsentCommand;
import io.consentledger.node.MovedClock;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code consent} with a clock that a test moves: the first argument is the clock's file. */
final class ClockedCommand {
  private ClockedCommand() {}

  public static void main(String[] args) {
    MovedClock clock = new MovedClock(Path.of(args[0]));
    String[] command = Arrays.copyOfRange(args, 1, args.length);
    System.exit(ConsentCommand.execute(command, System.out, System.err, clock));
  }
}
