package io.consentledger.cli.imports;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a document can't say itself.
 *
 * @param processOrNull the process, written id@version, that a consent in the document is about;
 *     without it no consent resolves
 */
public record ImportOptions(@Nullable String processOrNull) {
  /** The process that consents are about, written id@version. */
  public Optional<String> process() {
    return Optional.ofNullable(processOrNull);
  }
}
