package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One step in the life of a consent.
 *
 * @param status DPV's name for what it brought about, such as {@code ConsentGiven}
 * @param entry the record, as nodes answer it in histories
 */
record ConsentEvent(String status, JsonNode entry) {
  static final String GIVEN = "ConsentGiven";
  static final String RENEWED = "RenewedConsentGiven";
  static final String REQUESTED = "ConsentRequested";
  static final String DEFERRED = "ConsentRequestDeferred";
  static final String REFUSED = "ConsentRefused";
  static final String WITHDRAWN = "ConsentWithdrawn";
  static final String REVOKED = "ConsentRevoked";
  static final String INVALIDATED = "ConsentInvalidated";

  /**
   * Reads an entry of a history.
   *
   * @param renews whether a consent stands that a grant would renew
   * @return empty where the entry isn't about a consent
   */
  static Optional<ConsentEvent> of(JsonNode entry, boolean renews) {
    String status =
        switch (entry.path("kind").asText()) {
          case "RequestConsent" -> REQUESTED;
          case "DecideConsent" -> decision(entry.path("payload").path("decision").asText(), renews);
          case "WithdrawConsent" -> WITHDRAWN;
          case "RevokeConsent" -> REVOKED;
          case "InvalidateConsent" -> INVALIDATED;
          default -> "";
        };
    return status.isEmpty() ? Optional.empty() : Optional.of(new ConsentEvent(status, entry));
  }

  private static String decision(String code, boolean renews) {
    return switch (code) {
      case "GIVEN" -> renews ? RENEWED : GIVEN;
      case "REFUSED" -> REFUSED;
      case "DEFERRED" -> DEFERRED;
      default -> "ConsentUnknown";
    };
  }

  JsonNode payload() {
    return entry.path("payload");
  }

  /**
   * Whether it only asks, or puts the answer off: either takes nothing from a consent that holds.
   */
  boolean isAsking() {
    return status.equals(REQUESTED) || status.equals(DEFERRED);
  }

  boolean isGrant() {
    return status.equals(GIVEN) || status.equals(RENEWED);
  }

  /** The process that it is about, without a version. */
  String processId() {
    JsonNode process = payload().path("process");
    return process.isObject() ? process.path("id").asText() : payload().path("processId").asText();
  }

  /** The version of the process; 0 where the record is about every version. */
  int version() {
    return payload().path("process").path("version").asInt();
  }

  long timeMs() {
    return entry.path("timeMs").asLong();
  }

  String txId() {
    return entry.path("txId").asText();
  }

  /** Who signed: {@code dpv:DataSubject}, the organisation's name, or what a person acted as. */
  String by() {
    JsonNode signer = entry.path("signer");
    String role = signer.path("role").asText();
    return role.equals("SUBJECT") ? "dpv:DataSubject" : signer.path("party").asText(role);
  }
}
