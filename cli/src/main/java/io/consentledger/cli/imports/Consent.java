package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where a customer's consent to one process stands on the ledger.
 *
 * @param record what decided it
 * @param recipients those for whom it is, where it was given
 * @param said when it was said, where that is known: else some time before it was recorded
 */
record Consent(JsonNode record, Set<String> recipients, Optional<Instant> said) {
  /** Whether it was given, whether its time is over or not. */
  boolean isGiven() {
    return record.at("/payload/decision").asText().equals("GIVEN");
  }

  String txId() {
    return record.path("txId").asText();
  }

  /** When it was said, or at the latest. */
  Instant latest() {
    return said.orElse(Instant.ofEpochMilli(record.path("timeMs").asLong()));
  }

  Terms terms() {
    return new Terms(
        Set.copyOf(Json.texts(record.at("/payload/dataCategories"))),
        recipients,
        Instant.ofEpochMilli(record.at("/payload/validUntilMs").asLong()));
  }

  /** Whether it stands for the version of a process that is written id@version. */
  boolean isOf(String process) {
    JsonNode version = record.at("/payload/process");
    return process.equals(version.path("id").asText() + '@' + version.path("version").asInt());
  }

  /** What a grant covers. */
  record Terms(Set<String> data, Set<String> recipients, Instant until) {
    /** Whether everything that the other permits is permitted by this one. */
    boolean cover(Terms other) {
      return data.containsAll(other.data)
          && recipients.containsAll(other.recipients)
          && !other.until.isAfter(until);
    }
  }
}
