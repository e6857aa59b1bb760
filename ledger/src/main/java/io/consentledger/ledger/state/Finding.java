package io.consentledger.ledger.state;

import java.util.List;

/**
 * What every node derives alike about a recorded fact.
 *
 * @param details codes that say why ({@link Reason}) and what is owed, in a fixed order
 */
public record Finding(FindingCode code, Severity severity, List<String> details) {
  public Finding {
    details = List.copyOf(details);
  }
}
