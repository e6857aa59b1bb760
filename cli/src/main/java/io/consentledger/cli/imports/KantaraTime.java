package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.formats.Said;
import java.time.Instant;
import java.util.Optional;

/** Times of Kantara's receipts: whole seconds since 1970 (version 1.1.0, section 4.3.3). */
final class KantaraTime {
  /** The end of the year 9999: what is larger counts something else than seconds. */
  private static final long SECONDS_MAX = 253_402_300_799L;

  private KantaraTime() {}

  /** The time; empty where it can't be read as the format has it, or as a date. */
  static Optional<Said> of(JsonNode written) {
    if (written.isTextual()) {
      return Said.of(written.asText());
    }
    boolean seconds =
        written.isNumber()
            && written.asDouble() == Math.rint(written.asDouble())
            && written.asDouble() >= 0
            && written.asDouble() <= SECONDS_MAX;
    return seconds
        ? Optional.of(Said.at(Instant.ofEpochSecond(written.asLong())))
        : Optional.empty();
  }
}
