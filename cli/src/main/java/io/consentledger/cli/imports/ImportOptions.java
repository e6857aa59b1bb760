package io.consentledger.cli.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a document can't say itself.
 *
 * @param processOrNull the process, written id@version, that a consent in the document is about;
 *     without it no consent resolves
 * @param personOrNull who the whole document is about, where its parts name nobody
 * @param matchesOrNull which persons have an identifier, by its hash, for documents that hold
 *     hashes
 */
public record ImportOptions(
    @Nullable String processOrNull,
    @Nullable String personOrNull,
    @Nullable Map<String, List<String>> matchesOrNull) {

  public ImportOptions(@Nullable String processOrNull) {
    this(processOrNull, null, null);
  }

  /** The process that consents are about, written id@version. */
  public Optional<String> process() {
    return Optional.ofNullable(processOrNull);
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
