package io.consentledger.ledger.state;

/** Carries a rejection from the check that fails to {@link Rules}, and no further. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionCode code;
  private final String detail;

  Refusal(RejectionCode code, String detail) {
    // An expected outcome: neither a stack trace nor suppressed exceptions.
    super(detail, null, false, false);
    this.code = code;
    this.detail = detail;
  }

  Outcome.Rejected outcome() {
    return new Outcome.Rejected(code.code(), detail);
  }

  static void when(boolean refused, RejectionCode code, String detail) throws Refusal {
    if (refused) {
      throw new Refusal(code, detail);
    }
  }
}
