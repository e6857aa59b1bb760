package io.consentledger.cli.reports;

import io.consentledger.cli.base.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What each organisation holds by its own account: records read in order, one after the other. */
final class Holdings {
  private final Map<Key, Held> held = new LinkedHashMap<>();
  private final Map<String, List<Key>> keysOf = new HashMap<>();
  private final Map<String, Set<Hold>> holdsOn = new HashMap<>();

  /** Who holds what about whom, for what. */
  record Key(
      String controller, String subjectRef, String holder, String processId, String category) {}

  /** Somebody's legal hold; without a process it covers all. */
  private record Hold(String processId, String placedBy) {}

  /** How one category is held: what changes as records are read. */
  static final class Held {
    private boolean erased;
    private @Nullable Long sinceMs;
    private long erasedMs;
    private final Set<String> sources = new TreeSet<>();
    private @Nullable Declaration obtained;
    private Declaration newest;

    private Held(Declaration first) {
      newest = first;
    }

    boolean isErased() {
      return erased;
    }

    /**
     * When its holder first obtained it, since it was last erased, by its own account; UTC ms. Null
     * where it never said so: a use shows that it had the data, not since when.
     */
    @Nullable Long sinceMs() {
      return sinceMs;
    }

    long erasedMs() {
      return erasedMs;
    }

    /** From whom, in alphabetical order. */
    List<String> sources() {
      return List.copyOf(sources);
    }

    /** The newest record that says that it was obtained; null where none does. */
    @Nullable Declaration obtained() {
      return obtained;
    }

    /** That record, or where there is none the use that shows that it is held. */
    Declaration newest() {
      return newest;
    }
  }

  private Holdings() {}

  static Holdings of(List<Declaration> declarations) {
    Holdings holdings = new Holdings();
    declarations.forEach(holdings::read);
    return holdings;
  }

  /** All of it in the order in which it was first had, what was erased too. */
  Map<Key, Held> held() {
    return Collections.unmodifiableMap(held);
  }

  private void read(Declaration one) {
    switch (one.kind()) {
      case "DataCollected" -> obtained(one, "customer");
      case "DataReceived" -> obtained(one, one.text("source"));
      case "DataUsed", "DataDisclosed" -> had(one);
      case "DataErased" ->
          end(one, key -> isOf(key, one) && one.dataCategories().contains(key.category()));
      case "ErasureCertificate" -> certified(one);
      case "LegalHold" -> hold(one);
      default -> {
        // Says nothing of what is held.
      }
    }
  }

  private void obtained(Declaration fact, String source) {
    for (String category : fact.dataCategories()) {
      Held one = begin(fact, category);
      one.sources.add(source);
      one.obtained = fact;
      one.sinceMs = one.sinceMs == null ? fact.timeMs() : one.sinceMs;
      one.newest = fact;
    }
  }

  /** Who uses data has it, declared or not. */
  private void had(Declaration fact) {
    for (String category : fact.dataCategories()) {
      Held before = held.get(key(fact, category));
      if (before == null || before.erased) {
        Held one = begin(fact, category);
        one.sources.add("undeclared");
        one.newest = fact;
      }
    }
  }

  private Held begin(Declaration fact, String category) {
    Key key = key(fact, category);
    Held one = held.get(key);
    if (one == null) {
      keysOf.computeIfAbsent(key.subjectRef(), any -> new ArrayList<>()).add(key);
    }
    if (one == null || one.erased) {
      one = new Held(fact);
      held.put(key, one);
    }
    return one;
  }

  private void certified(Declaration one) {
    List<String> processes = Json.texts(one.payload().path("processIds"));
    if (Json.texts(one.payload().path("destroyed")).contains("DATA")) {
      end(
          one,
          key ->
              key.controller().equals(one.controller())
                  && key.holder().equals(one.controller())
                  && (processes.isEmpty() || processes.contains(key.processId())));
    }
  }

  private void hold(Declaration one) {
    Set<Hold> holds = holdsOn.computeIfAbsent(one.subjectRef(), any -> new HashSet<>());
    Hold hold = new Hold(one.processId(), one.party());
    if (one.text("action").equals("PLACED")) {
      holds.add(hold);
    } else {
      holds.remove(hold);
    }
  }

  /** Whether somebody's legal hold stands on it. */
  boolean isOnHold(Key key) {
    return holdsOn.getOrDefault(key.subjectRef(), Set.of()).stream()
        .anyMatch(hold -> hold.processId().isEmpty() || hold.processId().equals(key.processId()));
  }

  private void end(Declaration by, Predicate<Key> which) {
    for (Key key : keysOf.getOrDefault(by.subjectRef(), List.of())) {
      Held one = held.get(key);
      if (one != null && !one.erased && which.test(key)) {
        one.erased = true;
        one.erasedMs = by.timeMs();
      }
    }
  }

  private static boolean isOf(Key key, Declaration fact) {
    return key(fact, key.category()).equals(key);
  }

  private static Key key(Declaration fact, String category) {
    return new Key(fact.controller(), fact.subjectRef(), fact.party(), fact.processId(), category);
  }
}
