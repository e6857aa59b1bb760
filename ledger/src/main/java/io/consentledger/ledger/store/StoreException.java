package io.consentledger.ledger.store;

import org.jspecify.annotations.Nullable;

/** The store can't be opened; {@link #code()} is stable. What to do is for its owner to say. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String reason;

  StoreException(String code, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.code = code;
    this.reason = reason;
  }

  /** {@code ledger-damaged}, {@code ledger-in-use} or {@code ledger-unreadable}. */
  public String code() {
    return code;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }
}
