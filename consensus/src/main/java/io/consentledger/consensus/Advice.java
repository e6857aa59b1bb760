package io.consentledger.consensus;

/** What to tell an operator more than once. */
final class Advice {
  static final String REPAIR =
      "Nothing was changed. Run consent-node repair: it keeps what is there, and lets this node"
          + " come back from its peers, who hold all data.";

  private Advice() {}
}
