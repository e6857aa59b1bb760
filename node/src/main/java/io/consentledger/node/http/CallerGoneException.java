package io.consentledger.node.http;

/** Nobody waits for the answer any more. No fault of anybody's, so it carries no trace. */
final class CallerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CallerGoneException() {
    super("the caller is gone", null, false, false);
  }
}
