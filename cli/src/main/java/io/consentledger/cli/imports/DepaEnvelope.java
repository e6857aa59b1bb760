package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.formats.Said;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands around the details of a consent: an answer or a notice of an aggregator, or nothing.
 *
 * @param root the whole document
 * @param detail what was agreed to; empty in a notice, which names the consent by an id alone
 */
record DepaEnvelope(ObjectNode root, ObjectNode detail) {
  /** The status of a consent that holds. */
  static final String ACTIVE = "ACTIVE";

  private static final int JWS_PARTS = 3;

  /**
   * Finds the details.
   *
   * @throws DocumentException {@code depa-malformed}
   */
  static DepaEnvelope of(ObjectNode root) throws DocumentException {
    if (root.path("signedConsent").isTextual()) {
      return new DepaEnvelope(root, signed(root.path("signedConsent").asText()));
    }
    if (root.path("ConsentDetail") instanceof ObjectNode detail) {
      return new DepaEnvelope(root, detail);
    }
    if (root.has("ConsentStatusNotification")) {
      return new DepaEnvelope(root, root.objectNode());
    }
    if (!root.has("consentStart") && !root.has("consentExpiry")) {
      throw malformed("neither an artefact nor an answer or a notice about one");
    }
    return new DepaEnvelope(root, root);
  }

  // RFC 7515, section 3.1. Nothing here says whose key signed it.
  private static ObjectNode signed(String jws) throws DocumentException {
    String[] parts = jws.split("\\.", -1);
    if (parts.length != JWS_PARTS || parts[1].isEmpty()) {
      throw malformed("'signedConsent' holds no details");
    }
    try {
      ObjectNode payload = LocatedJson.parse(Base64.getUrlDecoder().decode(parts[1])).root();
      return payload.path("ConsentDetail") instanceof ObjectNode detail ? detail : payload;
    } catch (IllegalArgumentException e) {
      throw malformed("'signedConsent' isn't base64 with the alphabet for URLs");
    }
  }

  private static DocumentException malformed(String message) {
    return new DocumentException(1, 0, "depa-malformed", message);
  }

  /**
   * The consent's status; empty where none is told. Of several that differ one that isn't ACTIVE
   * counts, wherever it stands.
   */
  String status() {
    String told = "";
    for (JsonNode one :
        List.of(
            root.at("/ConsentStatusNotification/consentStatus"),
            root.path("status"),
            detail.path("status"))) {
      if (!one.isMissingNode()) {
        told = one.asText().toUpperCase(Locale.ROOT);
        if (!told.equals(ACTIVE)) {
          return told;
        }
      }
    }
    return told;
  }

  /** Whether it is what asks an aggregator for a consent: details, and nothing of an answer. */
  boolean isRequest() {
    return root.has("ConsentDetail")
        && !root.has("status")
        && !root.has("consentId")
        && !root.has("consentDetailDigitalSignature");
  }

  /** When the consent was made; empty where that isn't told, or can't be read. */
  Optional<Said> created() {
    return Said.of(root.path("createTimestamp").asText());
  }

  /** Until when its status was changed, at the latest: when the answer or notice was made. */
  Optional<Said> heard() {
    return Said.of(root.path("timestamp").asText());
  }
}
