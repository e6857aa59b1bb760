package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command's result goes: knows whether anything was printed, and whether all of it got
 * there. A print stream itself is silent about a full disk. One thread.
 */
final class ResultOutput {
  private final PrintStream target;
  private final PrintStream counted;
  private boolean used;

  ResultOutput(PrintStream target) {
    this.target = target;
    this.counted = new PrintStream(new Noting(target), true, StandardCharsets.UTF_8);
  }

  /** What commands print to. */
  PrintStream stream() {
    return counted;
  }

  /** Whether the command printed anything. */
  boolean isUsed() {
    counted.flush();
    return used;
  }

  /** Sends what was printed on its way; says so where some of it was lost. */
  Optional<CliException> failure() {
    counted.flush();
    return target.checkError()
        ? Optional.of(
            CliException.unknown(
                "output-failed",
                "the result couldn't be written whole: the disk is full, or its reader is gone",
                "What the command did is done; ask for the result again."))
        : Optional.empty();
  }

  private final class Noting extends FilterOutputStream {
    Noting(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int value) throws IOException {
      used = true;
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      used = used || length > 0;
      out.write(bytes, offset, length);
    }

    // So that who asks the stream of commands hears of it too.
    @Override
    public void flush() throws IOException {
      if (target.checkError()) {
        throw new IOException("the result can't be written");
      }
    }
  }
}
