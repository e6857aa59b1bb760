package io.consentledger.cli.imports;

import java.time.Instant;
import java.util.Optional;

/**
 * What an importer is told beside the document.
 *
 * @param controller the organisation that the customers deal with, and that relays what they said
 * @param customer the person that the whole document is about, as the controller names them
 * @param process the process that a consent is about, written id@version, where the document
 *     doesn't say
 * @param matches which customers have an identifier, for formats that come with hashes
 * @param now for periods that the document states
 */
public record ImportContext(
    String controller,
    Customers customers,
    Optional<String> customer,
    Optional<String> process,
    Optional<Matches> matches,
    Instant now) {

  /** Instructions about one person. */
  Steps about(String identifier) {
    return new Steps(controller, customers.of(identifier));
  }
}
