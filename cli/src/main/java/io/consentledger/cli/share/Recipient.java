package io.consentledger.cli.share;

import io.consentledger.ledger.tx.SubjectRef;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom details can be shared with.
 *
 * @param text an organisation's name, or the 64 digits of a customer's reference, which are too
 *     long for a name
 */
public record Recipient(String text) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException where it is neither
   */
  public Recipient {
    if (!NAME.matcher(text).matches() && !REFERENCE.matcher(text).matches()) {
      throw new IllegalArgumentException("neither an organisation's name nor a reference");
    }
  }

  /** A customer's reference; empty where it is an organisation. */
  public Optional<SubjectRef> customer() {
    return REFERENCE.matcher(text).matches()
        ? Optional.of(SubjectRef.fromHex(text))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return customer().isPresent() ? "the customer " + text : text;
  }
}
