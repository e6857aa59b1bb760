package io.consentledger.cli.imports;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a document mean on this ledger: said by the one who imports it.
 *
 * @param purposes the processes of named purposes, written id@version
 * @param categories the DPV terms of data categories
 * @param validUntilOrNull a UTC date until which consents hold that have no end which is a date
 */
public record Meanings(
    Map<String, String> purposes,
    Map<String, String> categories,
    @Nullable String validUntilOrNull) {
  /** Nothing was said. */
  public static final Meanings NONE = new Meanings(Map.of(), Map.of(), null);

  public Meanings {
    purposes = Map.copyOf(purposes);
    categories = Map.copyOf(categories);
  }

  /** The UTC date until which consents without an end hold. */
  Optional<String> validUntil() {
    return Optional.ofNullable(validUntilOrNull);
  }
}
