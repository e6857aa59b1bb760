package io.consentledger.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's clock and an offset that stands in a file: whatever process reads this file is
 * moved at once, together with all others. It moves what the ledger counts in, block times and
 * ends; what is measured (elections, patience) and TLS certificates stay with the machine.
 *
 * @param file milliseconds in decimal; each reading of the clock reads it
 */
public record MovedClock(Path file) implements InstantSource {
  /** A clock that isn't moved yet; makes the file. */
  public static MovedClock create(Path file) {
    MovedClock clock = new MovedClock(file);
    clock.write(0);
    return clock;
  }

  @Override
  public Instant instant() {
    try {
      return Instant.now().plusMillis(Long.parseLong(Files.readString(file)));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** From here on it is this time, and goes on from there. Time goes forward only. */
  public void moveTo(Instant time) {
    if (time.isBefore(instant())) {
      throw new IllegalArgumentException(time + " is past already");
    }
    write(Duration.between(Instant.now(), time).toMillis());
  }

  private void write(long offsetMs) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(draft, Long.toString(offsetMs));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
