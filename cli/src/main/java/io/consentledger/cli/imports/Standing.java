package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.exports.ConsentTrail;
import io.consentledger.cli.exports.DataRequest;
import io.consentledger.cli.report.History;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands for each customer while a plan is gone through: what the ledger holds, and which
 * signals the steps before would add. One thread.
 */
public final class Standing {
  static final String IMPORTED = "IMPORTED_UNSIGNED";
  private static final Set<String> HELD_BY_CUSTOMER = Set.of("SUBJECT_HELD", "AGENT_HELD");

  /** What the ledger holds about a wallet's customer and the organisation; empty where nothing. */
  public interface Records {
    Optional<History> of(String wallet) throws CliException;
  }

  private final Records records;
  private final Map<String, Optional<History>> read = new HashMap<>();
  private final Set<String> said = new HashSet<>();

  public Standing(Records records) {
    this.records = records;
  }

  /** Whether the relationship is on the ledger. */
  boolean isOpen(String wallet) throws CliException {
    return history(wallet).isPresent();
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
      read.put(wallet, known);
    }
    return known;
  }
}
