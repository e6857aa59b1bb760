package io.consentledger.cli.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a document can't say itself. Without it no consent resolves.
 *
 * @param processOrNull the process, written id@version, that a document's only purpose is about
 * @param personOrNull who the whole document is about, where its parts name nobody
 * @param matchesOrNull which persons have an identifier, by its hash, for documents that hold
 *     hashes
 * @param meanings what the document's words mean
 * @param now the moment that periods are held against
 */
public record ImportOptions(
    @Nullable String processOrNull,
    @Nullable String personOrNull,
    @Nullable Map<String, List<String>> matchesOrNull,
    Meanings meanings,
    Instant now) {
  /** At the end of time, when every period is over. */
  public ImportOptions(
      @Nullable String processOrNull,
      @Nullable String personOrNull,
      @Nullable Map<String, List<String>> matchesOrNull,
      Meanings meanings) {
    this(processOrNull, personOrNull, matchesOrNull, meanings, Instant.MAX);
  }

  /** The same, with a process alone. */
  public ImportOptions(@Nullable String processOrNull) {
    this(processOrNull, null, null, Meanings.NONE);
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
    Optional<String> named = Optional.ofNullable(meanings.purposes().get(purpose));
    return named.isEmpty() && only ? process() : named;
  }

  /** Who the whole document is about. */
  public Optional<String> person() {
    return Optional.ofNullable(personOrNull);
  }

  /** Which persons have an identifier, by its hash. */
  public Optional<Map<String, List<String>>> matches() {
    return Optional.ofNullable(matchesOrNull);
  }
}
