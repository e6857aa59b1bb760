package io.consentledger.consensus.gate;

/** A message isn't given to the engine. Its text holds numbers and codes, nothing of the peer's. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  public RefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  static void require(boolean holds, Refusal refusal, String detail) throws RefusedException {
    if (!holds) {
      throw new RefusedException(refusal, detail);
    }
  }
}
