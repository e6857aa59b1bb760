package io.consentledger.cli.imports;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For whom, and but for what, a document permits something. What the process declares settles it:
 * of a name that nobody can be found for nothing is permitted.
 *
 * @param named for whom alone; empty where the document doesn't say: for all that are declared
 * @param exceptions what isn't permitted
 */
record Coverage(Optional<List<Who>> named, List<Except> exceptions) {
  /** Everything, for everybody. */
  static final Coverage ALL = new Coverage(Optional.empty(), List.of());

  /** Everything, for the organisation that imports alone. */
  static final Coverage NOBODY_ELSE = new Coverage(Optional.of(List.of()), List.of());

  Coverage {
    named = named.map(List::copyOf);
    exceptions = List.copyOf(exceptions);
  }

  /**
   * Somebody whom a document names.
   *
   * @param names all of their names, plain, and the organisation that they mean
   * @param known whether the one who imports said which organisation that is
   */
  record Who(Set<String> names, boolean known) {
    Who {
      names = Set.copyOf(names);
    }

    /** Which of some organisations that may be. */
    Set<String> among(Collection<String> organisations) {
      Set<String> found = new LinkedHashSet<>(organisations);
      found.removeIf(one -> !names.contains(PersonName.plain(one)));
      return found;
    }
  }

  /**
   * Something that is excepted: these data, as far as they go to these organisations. To leave out
   * either leaves out at least that.
   *
   * @param data in terms; empty where the exception isn't about data, or about some that aren't
   *     understood
   * @param actors empty where it isn't about organisations, or about the one that imports too
   */
  record Except(Set<String> data, List<Who> actors) {
    Except {
      data = Set.copyOf(data);
      actors = List.copyOf(actors);
    }
  }

  /**
   * What is left.
   *
   * @param refusal why that can't be granted; empty where it can
   */
  record Settled(Set<String> data, Set<String> recipients, Optional<String> refusal) {
    static Settled refused(String why) {
      return new Settled(Set.of(), Set.of(), Optional.of(why));
    }
  }

  /**
   * Settles it.
   *
   * @param data that the document names, or else all that is declared
   * @param declaredData of the process
   * @param declared recipients of the process
   */
  Settled settled(Set<String> data, Set<String> declaredData, List<String> declared) {
    Set<String> left = new LinkedHashSet<>(data);
    Set<String> recipients = recipients(declared);
    for (Except exception : exceptions) {
      if (!exception.data().isEmpty() && declaredData.containsAll(exception.data())) {
        left.removeAll(exception.data());
      } else if (exception.actors().isEmpty()) {
        return Settled.refused("it excepts data that the process doesn't declare");
      } else {
        for (Who actor : exception.actors()) {
          Set<String> excepted = actor.among(declared);
          if (excepted.isEmpty() && !actor.known()) {
            return Settled.refused("it excepts somebody whom --recipient doesn't name");
          }
          recipients.removeAll(excepted);
        }
      }
    }
    if (left.isEmpty()) {
      return Settled.refused("it excepts all of the data");
    }
    if (recipients.isEmpty() && !declared.isEmpty()) {
      return Settled.refused("the process has recipients, and it is for none of them");
    }
    return new Settled(left, recipients, Optional.empty());
  }

  // A name that several organisations may have permits nothing to any of them.
  private Set<String> recipients(List<String> declared) {
    if (named.isEmpty()) {
      return new LinkedHashSet<>(declared);
    }
    Set<String> recipients = new LinkedHashSet<>();
    for (Who one : named.get()) {
      Set<String> meant = one.among(declared);
      if (meant.size() == 1) {
        recipients.addAll(meant);
      }
    }
    return recipients;
  }
}
