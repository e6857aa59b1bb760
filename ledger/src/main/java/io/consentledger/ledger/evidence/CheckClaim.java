package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The question of a claim, as bundles spell it: {@code claim.check} of docs/spec/evidence.md. */
final class CheckClaim {
  private CheckClaim() {}

  static void write(ObjectNode json, CheckQuery query) {
    json.put("controllerId", query.controller().toHex())
        .put("processId", query.processId())
        .put("operation", query.operation().name());
    ArrayNode categories = json.putArray("dataCategories");
    query.dataCategories().forEach(categories::add);
    if (query.version() != null) {
      json.put("version", query.version());
    }
    if (query.recipient() != null) {
      json.put("recipient", query.recipient());
    }
    if (query.atMs() != null) {
      json.put("atMs", query.atMs());
    }
    if (query.knownAtHeight() != null) {
      json.put("knownAtHeight", query.knownAtHeight());
    }
  }

  static CheckQuery read(BundleFields in, SubjectRef subject) throws EvidenceException {
    Long version = number(in, "version", 1, Integer.MAX_VALUE);
    CheckQuery query =
        new CheckQuery(
            subject,
            new PartyId(in.digest("controllerId")),
            in.name("processId"),
            version == null ? null : version.intValue(),
            in.names("dataCategories", Limits.CHECK_CATEGORIES_MAX),
            operation(in),
            in.has("recipient") ? in.name("recipient") : null,
            number(in, "atMs", 0, Long.MAX_VALUE / 2),
            number(in, "knownAtHeight", 1, Long.MAX_VALUE / 2));
    in.end();
    return query;
  }

  /** Whether a bundle can hold this question. */
  static boolean canSpell(CheckQuery query) {
    return isName(query.processId())
        && (query.recipient() == null || isName(query.recipient()))
        && query.dataCategories().size() <= Limits.CHECK_CATEGORIES_MAX
        && query.dataCategories().stream().allMatch(CheckClaim::isName);
  }

  static boolean isName(String text) {
    return text.length() >= 1
        && text.length() <= Limits.NAME_CHARS_MAX
        && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
  }

  private static Operation operation(BundleFields in) throws EvidenceException {
    String name = in.name("operation");
    List<Operation> found =
        Arrays.stream(Operation.values()).filter(it -> it.name().equals(name)).toList();
    in.require(found.size() == 1, "operation", "no operation");
    return found.get(0);
  }

  private static @Nullable Long number(BundleFields in, String name, long min, long max)
      throws EvidenceException {
    if (!in.has(name)) {
      return null;
    }
    long value = in.integer(name);
    in.require(value >= min && value <= max, name, "not from " + min + " to " + max);
    return value;
  }
}
