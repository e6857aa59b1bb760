package io.consentledger.cli.exports;

import io.consentledger.cli.report.History;
import java.util.List;

/**
 * What an export is made of: a customer's history with one controller, and what that controller has
 * declared.
 *
 * @param history everything that the ledger holds about the two
 * @param consents the consents in it, one for each process, in the order of their first record
 * @param timeMs when the export is made, UTC milliseconds: a consent past its end doesn't stand
 */
public record ExportedCustomer(History history, List<ConsentTrail> consents, long timeMs) {
  public ExportedCustomer {
    consents = List.copyOf(consents);
  }
}
