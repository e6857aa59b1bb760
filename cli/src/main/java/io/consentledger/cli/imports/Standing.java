package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.exports.ConsentTrail;
import io.consentledger.cli.exports.DataRequest;
import io.consentledger.cli.report.History;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands for each customer while a plan is gone through: what the ledger holds, and which
 * signals the steps before would add. Of a plan about many customers only some histories are kept
 * at a time. One thread.
 */
public final class Standing {
  static final String IMPORTED = "IMPORTED_UNSIGNED";
  private static final int PART = Limits.HISTORIES_KEPT_MAX / 4;
  private static final Set<String> HELD_BY_CUSTOMER = Set.of("SUBJECT_HELD", "AGENT_HELD");

  /** What the ledger holds about a wallet's customer and the organisation; empty where nothing. */
  public interface Records {
    Optional<History> of(String wallet) throws CliException;

    /** The same of several, in whatever order is quickest. */
    default Map<String, Optional<History>> of(Collection<String> wallets) throws CliException {
      Map<String, Optional<History>> all = new HashMap<>();
      for (String wallet : wallets) {
        all.put(wallet, of(wallet));
      }
      return all;
    }
  }

  private final Records records;
  private final Map<String, Optional<History>> read = new Bounded();
  private final Map<String, Boolean> opened = new HashMap<>();
  private final Set<String> said = new HashSet<>();

  public Standing(Records records) {
    this.records = records;
  }

  /** Whether the relationship is on the ledger. */
  boolean isOpen(String wallet) throws CliException {
    Boolean known = opened.get(wallet);
    return known == null ? history(wallet).isPresent() : known;
  }

  /** Takes what is about one customer, or about a few. */
  interface Taker<T> {
    void take(T one) throws CliException;
  }

  /** What wallets something is about. */
  interface About<T> {
    Collection<String> wallets(T one) throws CliException;
  }

  /** Goes through a list, and asks for many customers' histories at once before they are needed. */
  <T> void through(List<T> all, About<T> about, Taker<T> taker) throws CliException {
    for (int from = 0; from < all.size(); from += PART) {
      List<T> part = all.subList(from, Math.min(all.size(), from + PART));
      Set<String> wanted = new LinkedHashSet<>();
      for (T one : part) {
        wanted.addAll(about.wallets(one));
      }
      wanted.removeAll(read.keySet());
      records.of(wanted).forEach(this::keep);
      for (T one : part) {
        taker.take(one);
      }
    }
  }

  /** Whether somebody else than the organisation holds the key that signs for a customer. */
  boolean isHeldByCustomer(String wallet) throws CliException {
    Optional<History> history = history(wallet);
    if (history.isEmpty()) {
      return !Identities.isDrawn(wallet);
    }
    return history.get().entries().stream()
        .filter(entry -> entry.path("kind").asText().equals("OpenRelationship"))
        .map(entry -> entry.at("/payload/assurance").asText())
        .anyMatch(it -> HELD_BY_CUSTOMER.contains(it) || isOwn(wallet, it));
  }

  // An earlier version opened somebody's own wallet so, for a signal that came first.
  private static boolean isOwn(String wallet, String assurance) {
    return assurance.equals(IMPORTED) && !Identities.isDrawn(wallet);
  }

  /** Whether the customer ever opted out of a right, or in to it. */
  boolean saysOf(String wallet, String right) throws CliException {
    return preference(wallet, right).isPresent();
  }

  /** The record that decides where consent to a process stands: a grant, or its end. */
  Optional<JsonNode> decisive(String wallet, String process) throws CliException {
    return history(wallet).stream()
        .flatMap(it -> ConsentTrail.decisions(it, process).stream())
        .reduce((one, next) -> next);
  }

  /** How often consent to a process was given, refused or ended. */
  int decisions(String wallet, String process) throws CliException {
    return history(wallet).map(it -> ConsentTrail.decisions(it, process).size()).orElse(0);
  }

  /** Goes on by a signal; tells why it would add nothing, where that is so. */
  Optional<String> after(String wallet, ImportStep step) throws CliException {
    ObjectNode instruction = step.instruction();
    String right = instruction.path("right").asText();
    boolean first = said.add(wallet + '|' + step.verb() + '|' + right);
    if (step.verb().equals("request-data")) {
      return !first || isRequested(wallet, instruction)
          ? Optional.of("the request is open already")
          : Optional.empty();
    }
    boolean out =
        preference(wallet, right)
            .filter(it -> it.at("/payload/value").asText().equals("OPTED_OUT"))
            .isPresent();
    return !first || out ? Optional.of("opted out already") : Optional.empty();
  }

  /** Forgets what was read about a customer: it is read anew. */
  void forget(String wallet) {
    read.remove(wallet);
    opened.remove(wallet);
  }

  private Optional<JsonNode> preference(String wallet, String right) throws CliException {
    return history(wallet).stream()
        .flatMap(it -> it.entries().stream())
        .filter(entry -> entry.path("kind").asText().equals("SetPreference"))
        .filter(entry -> entry.at("/payload/right").asText().equals(right))
        .reduce((one, next) -> next);
  }

  private boolean isRequested(String wallet, ObjectNode instruction) throws CliException {
    return history(wallet).stream()
        .flatMap(it -> DataRequest.of(it).stream())
        .filter(DataRequest::isOpen)
        .filter(it -> it.regime().equals(instruction.path("regime").asText()))
        .anyMatch(it -> it.right().equals(instruction.path("right").asText()));
  }

  private Optional<History> history(String wallet) throws CliException {
    Optional<History> known = read.get(wallet);
    if (known == null) {
      known = records.of(wallet);
      keep(wallet, known);
    }
    return known;
  }

  private void keep(String wallet, Optional<History> history) {
    read.put(wallet, history);
    opened.put(wallet, history.isPresent());
  }

  /** The ones that were read first are forgotten first: they can be read again. */
  private static final class Bounded extends LinkedHashMap<String, Optional<History>> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Optional<History>> eldest) {
      return size() > Limits.HISTORIES_KEPT_MAX;
    }
  }
}
