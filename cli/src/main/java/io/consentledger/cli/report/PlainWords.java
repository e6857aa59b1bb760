package io.consentledger.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.util.List;
import java.util.Locale;

/** What a record says, in words that need no manual. */
public final class PlainWords {
  private PlainWords() {}

  /**
   * One sentence without a full stop.
   *
   * @param kind a kind's label, such as {@code DecideConsent}
   */
  public static String of(String kind, JsonNode payload) {
    return switch (kind) {
      case "PublishNotice" ->
          "notice " + payload.path("noticeId").asText() + version(payload) + " published";
      case "DeclareProcess" ->
          "process " + payload.path("processId").asText() + version(payload) + " declared";
      case "OpenRelationship" -> "relationship opened";
      case "RotateKey" -> "the customer's key replaced by a new one";
      case "Delegate" -> delegation(payload);
      case "RevokeDelegation" -> "delegation ended: " + payload.path("delegation").asText();
      case "RequestConsent" -> "consent asked for";
      case "DecideConsent" -> decision(payload);
      case "WithdrawConsent" -> "consent withdrawn";
      case "RevokeConsent" -> "consent ended by the organisation" + because(payload);
      case "InvalidateConsent" -> "consent found invalid by an authority" + because(payload);
      case "SetPreference" -> preference(payload);
      case "DataCollected" -> "data collected: " + categories(payload);
      case "DataUsed" -> "data used: " + categories(payload);
      case "DataDisclosed" -> disclosure(payload);
      case "DataReceived" ->
          "data received from " + payload.path("source").asText() + ": " + categories(payload);
      case "OpenRequest" ->
          "request to "
              + words(payload.path("right").asText())
              + " ("
              + payload.path("regime").asText()
              + ")";
      case "RequestStatus" -> status(payload);
      case "PublishHolidays" ->
          "holidays of "
              + payload.path("calendar").asText()
              + " in "
              + payload.path("year").asText()
              + version(payload)
              + " listed: "
              + payload.path("days").size();
      case "DataErased" -> "data erased: " + categories(payload);
      case "LegalHold" -> "legal hold " + words(payload.path("action").asText()) + because(payload);
      case "ErasureCertificate" ->
          "erasure certified: "
              + words(String.join(", ", Json.texts(payload.path("destroyed"))))
              + "; left: "
              + words(payload.path("residue").asText());
      case "AuditChallenge" -> "challenge " + payload.path("nonce").asText();
      case "Acknowledge" -> "acknowledged: " + payload.path("acknowledges").asText();
      case "RevokeKey" ->
          "key revoked ("
              + words(payload.path("reason").asText())
              + "): "
              + payload.path("keyId").asText();
      default -> kind;
    };
  }

  /** The process (with its version) or the right that a record is about; else empty. */
  public static String subjectMatter(String kind, JsonNode payload) {
    return switch (kind) {
      case "PublishNotice" -> payload.path("noticeId").asText() + version(payload);
      case "DeclareProcess" -> payload.path("processId").asText() + version(payload);
      case "WithdrawConsent", "RevokeConsent", "InvalidateConsent", "LegalHold" ->
          payload.path("processId").asText();
      case "ErasureCertificate" -> String.join(", ", Json.texts(payload.path("processIds")));
      case "SetPreference" -> "";
      default -> {
        JsonNode process = payload.path("process");
        yield process.isObject() ? process.path("id").asText() + version(process) : "";
      }
    };
  }

  /** Who acted, and with whose key: the assurance says whether it was the customer. */
  public static String author(JsonNode entry) {
    JsonNode signer = entry.path("signer");
    return switch (signer.path("role").asText()) {
      case "SUBJECT" -> customer(entry.path("assurance").asText(""));
      case "AGENT", "GUARDIAN" -> delegate(signer);
      case "AUTHORITY" -> signer.path("party").asText() + " (authority)";
      case "RECIPIENT" -> signer.path("party").asText() + " (recipient)";
      default -> signer.path("party").asText("organisation");
    };
  }

  private static String delegate(JsonNode signer) {
    String capacity = words(signer.path("role").asText());
    return signer.has("party")
        ? signer.path("party").asText() + " (the customer's " + capacity + ")"
        : "the customer's " + capacity;
  }

  private static String customer(String assurance) {
    return switch (assurance) {
      case "SUBJECT_HELD" -> "customer (own key)";
      case "AGENT_HELD" -> "customer (key held by an agent)";
      case "CONTROLLER_HELD" -> "customer (key held by the organisation)";
      case "IMPORTED_UNSIGNED" -> "customer (imported, not signed)";
      default -> "customer";
    };
  }

  /** A finding such as {@code FINDING sold after opt out (VIOLATION)}. */
  public static String finding(JsonNode finding) {
    String words = words(finding.path("code").asText());
    String severity = finding.path("severity").asText("");
    String details = words(String.join(", ", Json.texts(finding.path("details"))));
    return "FINDING "
        + words
        + (severity.isEmpty() ? "" : " (" + severity + ")")
        + (details.isEmpty() ? "" : ": " + details);
  }

  /** An obligation such as {@code EXPIRES_AT 1790000000000}: a code, and perhaps a value. */
  public static String obligation(String obligation) {
    int blank = obligation.indexOf(' ');
    String code = blank < 0 ? obligation : obligation.substring(0, blank);
    String value = blank < 0 ? "" : obligation.substring(blank + 1);
    boolean time =
        (code.endsWith("_AT") || code.endsWith("_BEFORE")) && value.matches("[0-9]{1,15}");
    String shown = time ? Times.second(Long.parseLong(value)) : value;
    return (words(code) + " " + shown).strip() + " [" + code + "]";
  }

  /** A code in words: {@code NO_LIVE_BASIS} or {@code no-live-basis} is "no live basis". */
  public static String words(String code) {
    return code.replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT);
  }

  private static String decision(JsonNode payload) {
    String decision = payload.path("decision").asText();
    return switch (decision) {
      case "GIVEN" ->
          "consent given until "
              + Times.day(payload.path("validUntilMs").asLong())
              + ": "
              + categories(payload)
              + forWhom(payload);
      case "REFUSED" -> "consent refused";
      case "DEFERRED" -> "decision put off";
      default -> "decision " + decision;
    };
  }

  // Nobody is named where it is for all that the process names.
  private static String forWhom(JsonNode payload) {
    List<String> recipients = Json.texts(payload.path("recipients"));
    return recipients.isEmpty()
        ? ""
        : "; for " + String.join(", ", recipients) + " and nobody else";
  }

  private static String status(JsonNode payload) {
    String reason = words(payload.path("reason").asText());
    return "request "
        + words(payload.path("status").asText())
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + ": "
        + payload.path("requestId").asText();
  }

  private static String preference(JsonNode payload) {
    String right = payload.path("right").asText();
    String said =
        payload.path("value").asText().equals("OPTED_OUT") ? optedOut(right) : optedIn(right);
    return said + " (by " + payload.path("source").asText() + ")";
  }

  /** What it is to opt out of a right. */
  public static String optedOut(String right) {
    return switch (right) {
      case "OBJECTION" -> "objected to processing";
      case "RESTRICTION" -> "processing restricted";
      default -> "opted out of " + words(right);
    };
  }

  private static String optedIn(String right) {
    return switch (right) {
      case "OBJECTION", "RESTRICTION" -> words(right) + " lifted";
      default -> "opted in to " + words(right);
    };
  }

  private static String delegation(JsonNode payload) {
    String agent = payload.path("agent").asText("a person");
    return agent
        + " may act as "
        + words(payload.path("capacity").asText())
        + " until "
        + Times.second(payload.path("untilMs").asLong())
        + ": "
        + words(String.join(", ", Json.texts(payload.path("scope"))));
  }

  private static String because(JsonNode payload) {
    return " (" + words(payload.path("code").asText()) + ")";
  }

  private static String disclosure(JsonNode payload) {
    String recipient = payload.path("recipient").asText();
    String what =
        switch (payload.path("disclosure").asText()) {
          case "SALE" -> "data sold to ";
          case "SHARE" -> "data shared with ";
          default -> "data passed to processor ";
        };
    return what + recipient + ": " + categories(payload);
  }

  private static String categories(JsonNode payload) {
    return String.join(", ", Json.texts(payload.path("dataCategories")));
  }

  private static String version(JsonNode node) {
    return "@" + node.path("version").asText();
  }
}
