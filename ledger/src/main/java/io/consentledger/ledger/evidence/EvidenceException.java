package io.consentledger.ledger.evidence;

/**
 * A bundle proves nothing: {@link #code()} is stable (docs/spec/evidence.md), {@link #place()} says
 * where in the bundle, the message says what is wrong and quotes no payload.
 */
public final class EvidenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String place;

  public EvidenceException(String code, String message, String place) {
    super(message);
    this.code = code;
    this.place = place;
  }

  public EvidenceException(String code, String message, String place, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.place = place;
  }

  /** What another check said is wrong. */
  static EvidenceException because(String code, Exception refused, String place) {
    return new EvidenceException(code, String.valueOf(refused.getMessage()), place, refused);
  }

  /** A stable code such as {@code seq-gap}. */
  public String code() {
    return code;
  }

  /** Such as {@code streams[2].records[0]}; empty where it is the bundle as a whole. */
  public String place() {
    return place;
  }

  /** The same about the proof that another one is held against. */
  public EvidenceException ofEarlier() {
    return within("earlier bundle", "the earlier bundle: ");
  }

  /** The same about a part of something larger. */
  EvidenceException within(String where, String reasonPrefix) {
    return new EvidenceException(
        code, reasonPrefix + getMessage(), where + (place.isEmpty() ? "" : "." + place), this);
  }
}
