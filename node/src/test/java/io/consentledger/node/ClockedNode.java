package io.consentledger.node;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code consent-node} with a clock that a test moves. The first argument is the clock's file, the
 * others are the command's. It stands among the tests: no node that is installed can be moved.
 */
public final class ClockedNode {
  private ClockedNode() {}

  public static void main(String[] args) {
    MovedClock clock = new MovedClock(Path.of(args[0]));
    List<String> command = Arrays.asList(args).subList(1, args.length);
    System.exit(new ConsentNode(System.out, System.err, clock).execute(command));
  }
}
