package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.imports.Identities;
import io.consentledger.cli.imports.Suppressions;
import io.consentledger.cli.report.ErasureScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an erasure keeps of the customer's opt-outs: those that stand outlive the name, under a
 * token. A token that none of the names given leads to stays, and the certificate says so.
 *
 * @param notes what an erasure that is cut short must know: {@link #TOKEN}, and the rights that it
 *     is for; empty where no token stands
 */
record KeptOptOuts(SortedSet<String> notes) {
  /** The residue that says that a token stands. */
  static final String TOKEN = "SUPPRESSION_TOKEN";

  private static final String RIGHT = TOKEN + ":";

  /**
   * Remembers them, or forgets them.
   *
   * @param known who the customer is; none where nobody knows
   * @param noted what an erasure that was cut short noted
   * @throws CliException {@code suppression-person-missing} where an opt-out would be lost that
   *     isn't to be forgotten
   */
  static KeptOptOuts of(
      ErasureScope scope,
      Suppressions suppressions,
      List<Identities.Person> known,
      Set<String> noted,
      boolean forget)
      throws CliException {
    SortedSet<String> rights = new TreeSet<>(scope.remembered());
    noted.stream()
        .filter(note -> note.startsWith(RIGHT))
        .forEach(note -> rights.add(note.substring(RIGHT.length())));
    if (known.isEmpty() && !forget) {
      requireNoneLost(scope, rights);
    }
    boolean stands = false;
    boolean ended = false;
    for (Identities.Person person : known) {
      Map<String, String> before = suppressions.of(person.format(), person.name());
      boolean kept =
          suppressions.remember(
              person.format(),
              person.name(),
              forget ? Map.of() : scope.optOuts(),
              forget ? before.keySet() : scope.optIns());
      stands |= kept;
      ended |= !kept && !before.isEmpty();
    }
    if (stands) {
      rights.addAll(scope.optOuts().keySet());
    }
    return stands || !ended ? noting(rights) : noting(Set.of());
  }

  private static KeptOptOuts noting(Set<String> rights) {
    SortedSet<String> notes = new TreeSet<>();
    rights.forEach(right -> notes.add(RIGHT + right));
    if (!notes.isEmpty()) {
      notes.add(TOKEN);
    }
    return new KeptOptOuts(notes);
  }

  private static void requireNoneLost(ErasureScope scope, Set<String> remembered)
      throws CliException {
    List<String> lost = new ArrayList<>(scope.optOuts().keySet());
    lost.removeAll(remembered);
    if (!lost.isEmpty()) {
      throw CliException.refused(
          "suppression-person-missing",
          "the customer opted out of "
              + String.join(", ", lost)
              + ", and this home doesn't know who it is",
          "Name the customer with --person, or give --forget-opt-outs; nothing was destroyed.");
    }
  }
}
