package io.consentledger.cli.imports;

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
 * What stands for each customer while a plan is gone through: what the ledger holds, and what the
 * steps before would add. One thread.
 */
public final class Standing {
  /** What the ledger holds about a wallet's customer and the organisation; empty where nothing. */
  public interface Records {
    Optional<History> of(String wallet) throws CliException;
  }

  private final Records records;
  private final Map<String, Optional<History>> read = new HashMap<>();
  private final Map<String, Boolean> given = new HashMap<>();
  private final Set<String> requested = new HashSet<>();

  public Standing(Records records) {
    this.records = records;
  }

  /** Whether the relationship is on the ledger. */
  boolean isOpen(String wallet) throws CliException {
    return history(wallet).isPresent();
  }

  /** Whether the customer ever opted out of a right, or in to it. */
  boolean saysOf(String wallet, String right) throws CliException {
    return history(wallet).stream()
        .flatMap(it -> it.entries().stream())
        .filter(entry -> entry.path("kind").asText().equals("SetPreference"))
        .anyMatch(entry -> entry.at("/payload/right").asText().equals(right));
  }

  /** Goes on by a step; tells why it would add nothing, where that is so. */
  Optional<String> after(String wallet, ImportStep step) throws CliException {
    ObjectNode instruction = step.instruction();
    String process = instruction.path("process").asText().split("@", 2)[0];
    String consent = wallet + '|' + process;
    switch (step.verb()) {
      case "grant" -> given.put(consent, true);
      case "refuse" -> given.put(consent, false);
      case "withdraw" -> {
        boolean stands =
            given.containsKey(consent)
                ? given.getOrDefault(consent, false)
                : isGiven(wallet, process);
        given.put(consent, false);
        return stands ? Optional.empty() : Optional.of("nothing to withdraw");
      }
      case "request-data" -> {
        String request = wallet + '|' + instruction.path("right").asText();
        boolean open = !requested.add(request) || isRequested(wallet, instruction);
        return open ? Optional.of("the request is open already") : Optional.empty();
      }
      default -> {
        // An opt-out says what it says, however often.
      }
    }
    return Optional.empty();
  }

  private boolean isGiven(String wallet, String process) throws CliException {
    return history(wallet).filter(it -> ConsentTrail.isGiven(it, process)).isPresent();
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
