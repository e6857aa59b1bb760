package io.consentledger.ledger.model;

/**
 * A field of a payload isn't what the specification allows; the message names it. Thrown by the
 * constructors of this package; {@link Payload#parse} turns it into a refusal.
 */
public final class InvalidFieldException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  InvalidFieldException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  /** The JSON path of the field, such as {@code process.version}. */
  public String field() {
    return field;
  }

  /** What is wrong with it; never quotes text that was given. */
  public String problem() {
    return problem;
  }
}
