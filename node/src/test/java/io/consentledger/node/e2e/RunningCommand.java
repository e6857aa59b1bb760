package io.consentledger.node.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@code consent} process under way. */
record RunningCommand(String command, Process process, Path out, Path err) {
  /** Waits for its end; a command that outlasts {@code limit} is killed, and the test fails. */
  CommandResult await(Duration limit) throws IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("not ended within " + limit + ": " + result(-1));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new AssertionError("interrupted", interrupted);
    }
    return result(process.exitValue());
  }

  private CommandResult result(int exit) throws IOException {
    return new CommandResult(command, exit, Files.readString(out), Files.readString(err));
  }
}
