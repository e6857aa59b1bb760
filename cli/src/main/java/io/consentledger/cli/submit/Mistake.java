package io.consentledger.cli.submit;

/** Why a line can't be submitted. */
record Mistake(int line, String code, String message) {
  @Override
  public String toString() {
    return "line " + line + ": " + message + " [" + code + "]";
  }
}
