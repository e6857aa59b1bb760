package io.consentledger.node.http.wire;

/** Why a request's head isn't taken: the status to answer with, and what is wrong. */
public final class RefusedHead extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  RefusedHead(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
