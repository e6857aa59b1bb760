package io.consentledger.cli.formats;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a permission excepts: what all of its conditions meet. Each condition is a list, of which
 * one is enough; each entry holds all names that the document gives to one thing.
 *
 * @param purposes for which it is excepted; empty for all
 * @param data by class, code or label; empty for all
 * @param actors whom it excepts; empty for all
 * @param more whether it has further conditions: it excepts less than can be told here
 */
public record FhirException(
    List<Set<String>> purposes, List<Set<String>> data, List<Set<String>> actors, boolean more) {
  public FhirException {
    purposes = List.copyOf(purposes);
    data = List.copyOf(data);
    actors = List.copyOf(actors);
  }

  /** Whether it is about a purpose and nothing else. */
  public boolean isOfPurposesAlone() {
    return !purposes.isEmpty() && data.isEmpty() && actors.isEmpty() && !more;
  }

  /** Whether neither data nor actors nor purposes bound it: everything may be excepted. */
  boolean isUnbounded() {
    return purposes.isEmpty() && data.isEmpty() && actors.isEmpty();
  }

  /** The names of a code: alone, with its system, and as a term of ours. */
  static Set<String> coding(@Nullable String systemOrNull, @Nullable String codeOrNull) {
    String system = orEmpty(systemOrNull);
    String code = orEmpty(codeOrNull);
    Set<String> names = names(code, system.isEmpty() ? "" : system + '|' + code);
    FhirData.term(system, code).ifPresent(names::add);
    return names;
  }

  /** Those names that aren't blank. */
  static Set<String> names(@Nullable String... some) {
    Set<String> names = new TreeSet<>();
    for (String one : some) {
      if (!orEmpty(one).isBlank()) {
        names.add(orEmpty(one));
      }
    }
    return names;
  }

  private static String orEmpty(@Nullable String textOrNull) {
    return textOrNull == null ? "" : textOrNull;
  }
}
