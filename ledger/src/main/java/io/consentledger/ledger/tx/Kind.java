package io.consentledger.ledger.tx;

import java.util.Optional;

/**
 * What a transaction says, by its one-byte code. The codes 5 and 6 are reserved for later kinds, 22
 * to 31 for changes of the network.
 */
public enum Kind {
  PUBLISH_NOTICE(1, "PublishNotice"),
  DECLARE_PROCESS(2, "DeclareProcess"),
  OPEN_RELATIONSHIP(3, "OpenRelationship"),
  ROTATE_KEY(4, "RotateKey"),
  REQUEST_CONSENT(7, "RequestConsent"),
  DECIDE_CONSENT(8, "DecideConsent"),
  WITHDRAW_CONSENT(9, "WithdrawConsent"),
  REVOKE_CONSENT(10, "RevokeConsent"),
  INVALIDATE_CONSENT(11, "InvalidateConsent"),
  SET_PREFERENCE(12, "SetPreference"),
  DATA_COLLECTED(13, "DataCollected"),
  DATA_USED(14, "DataUsed"),
  DATA_DISCLOSED(15, "DataDisclosed"),
  DATA_RECEIVED(16, "DataReceived"),
  DATA_ERASED(17, "DataErased"),
  LEGAL_HOLD(20, "LegalHold"),
  ERASURE_CERTIFICATE(21, "ErasureCertificate"),
  OPEN_REQUEST(18, "OpenRequest"),
  REQUEST_STATUS(19, "RequestStatus"),
  AUDIT_CHALLENGE(32, "AuditChallenge"),
  REVOKE_KEY(33, "RevokeKey"),
  ACKNOWLEDGE(34, "Acknowledge"),
  PUBLISH_HOLIDAYS(35, "PublishHolidays");

  private final int code;
  private final String label;

  Kind(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The kind with this code, where there is one. */
  public static Optional<Kind> ofCode(int code) {
    for (Kind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The kind with this label, exactly as {@link #label()} writes it. */
  public static Optional<Kind> ofLabel(String label) {
    for (Kind kind : values()) {
      if (kind.label.equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** 1 to 255. */
  public int code() {
    return code;
  }

  /** The name that people and documents use, such as {@code PublishNotice}. */
  public String label() {
    return label;
  }
}
