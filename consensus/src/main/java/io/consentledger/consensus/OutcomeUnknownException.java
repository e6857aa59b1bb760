package io.consentledger.consensus;

/**
 * The batch was taken, but leadership was lost or the node closed before an outcome was seen
 * ({@code outcome-unknown}): it may still be committed. Whoever proposes it again must rely on the
 * ledger to find what it holds already.
 */
public final class OutcomeUnknownException extends OrdererException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message, Throwable cause) {
    super("outcome-unknown", message, cause);
  }
}
