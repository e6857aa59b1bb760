package io.consentledger.cli.imports;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a document can't say itself. Without it no consent resolves.
 *
 * @param processOrNull the process, written id@version, that a document's only purpose is about
 * @param purposes the processes of named purposes, in the document's words
 * @param categories the DPV terms of data categories, in the document's words
 * @param validUntilOrNull a UTC date until which consents without an end hold
 */
public record ImportOptions(
    @Nullable String processOrNull,
    Map<String, String> purposes,
    Map<String, String> categories,
    @Nullable String validUntilOrNull) {
  public ImportOptions {
    purposes = Map.copyOf(purposes);
    categories = Map.copyOf(categories);
  }

  public ImportOptions(@Nullable String processOrNull) {
    this(processOrNull, Map.of(), Map.of(), null);
  }

  /** The process that consents are about, written id@version. */
  public Optional<String> process() {
    return Optional.ofNullable(processOrNull);
  }

  /**
   * The process of a purpose.
   *
   * @param only whether the document has no other purpose
   */
  Optional<String> process(String purpose, boolean only) {
    Optional<String> named = Optional.ofNullable(purposes.get(purpose));
    return named.isEmpty() && only ? process() : named;
  }

  /** The UTC date until which consents without an end hold. */
  public Optional<String> validUntil() {
    return Optional.ofNullable(validUntilOrNull);
  }
}
