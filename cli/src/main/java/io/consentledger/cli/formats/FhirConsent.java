package io.consentledger.cli.formats;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an HL7 FHIR Consent says, the same for releases R4 and R5.
 *
 * @param standing what became of it, by its status
 * @param person who it is about, as the document writes it
 * @param about using data, or something else such as being treated
 * @param decision of the root; a rule with exceptions still has it
 * @param narrowed whether conditions or exceptions qualify the decision that aren't told here
 * @param start when its period begins, as written
 * @param end when its period ends, as written
 * @param process our own process id@version, where the document carries it
 * @param categories the data that a permission covers, where the document names them in our own way
 * @param purposes for which alone it permits, each with all its names; empty for all
 * @param actors to whom alone it permits something, each with all its names; empty for everybody
 * @param exceptions what it doesn't permit
 */
public record FhirConsent(
    Standing standing,
    Optional<String> person,
    About about,
    Decision decision,
    boolean narrowed,
    Optional<String> start,
    Optional<String> end,
    Optional<String> process,
    List<String> categories,
    List<Set<String>> purposes,
    List<Set<String>> actors,
    List<FhirException> exceptions) {
  /** The identifier system under which documents of ours carry the process, as id@version. */
  public static final String PROCESS_SYSTEM = "urn:consent-ledger:process";

  public FhirConsent {
    categories = List.copyOf(categories);
    purposes = List.copyOf(purposes);
    actors = List.copyOf(actors);
    exceptions = List.copyOf(exceptions);
  }

  /** By the resource's status. */
  public enum Standing {
    /** In force, as far as the status says. */
    ACTIVE,
    /** Not decided yet: draft, proposed, unknown. */
    OPEN,
    /** Was turned down: rejected, not-done. */
    REFUSED,
    /** Holds no longer, or never did: inactive, entered-in-error. */
    ENDED
  }

  /** The root rule. */
  public enum Decision {
    PERMIT,
    DENY,
    NONE
  }

  /** What a consent is about, by its scope and categories. */
  public enum About {
    DATA,
    /** Treatment, or a directive for an emergency. */
    OTHER,
    UNKNOWN
  }
}
