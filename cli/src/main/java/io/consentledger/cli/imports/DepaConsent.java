package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.formats.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The details of one consent. Each condition that the ledger has no words for must be named by
 * whoever imports it, as one that the process keeps to; else nothing can be granted of it.
 */
record DepaConsent(ObjectNode detail, ImportOptions options) {
  /** What becomes of the grant, or says nothing about it. */
  private static final Set<String> TAKEN =
      Set.of(
          "consentStart",
          "consentExpiry",
          "consentMode",
          "fetchType",
          "consentTypes",
          "fiTypes",
          "DataConsumer",
          "Customer",
          "Purpose",
          "DataLife",
          "confidentialMode",
          // What may stand around it, where nothing else does.
          "ver",
          "version",
          "txnid",
          "timestamp",
          "createTimestamp",
          "consentId",
          "consentHandle",
          "status",
          "signature",
          "consentDetailDigitalSignature",
          "ConsentUse");

  /** When it begins; empty where that can't be read. */
  Optional<Said> start() {
    return Said.of(detail.path("consentStart").asText());
  }

  /**
   * The grant.
   *
   * @throws DocumentException naming why it is none
   */
  ObjectNode grant(ObjectNode word) throws DocumentException {
    String consumer = detail.at("/DataConsumer/id").asText();
    if (!options.meanings().isUs(List.of(consumer))) {
      throw refused("for-others", "for a data consumer that --known-as doesn't name");
    }
    if (start().orElseThrow().earliest().isAfter(options.now())) {
      throw refused("depa-not-yet", "'consentStart' is to come");
    }
    SortedSet<String> narrower = narrower();
    if (!narrower.isEmpty()) {
      throw refused(
          "depa-narrower",
          "the ledger has no words for "
              + String.join(", ", narrower)
              + ": say with --keeps-to what the process keeps to");
    }
    Map<String, String> terms = options.meanings().categories();
    word.set("dataCategories", Terms.categories(data(), terms, 1));
    return word.put("validUntil", end());
  }

  // Each kind of account with each kind of data about it.
  private List<String> data() throws DocumentException {
    List<String> data = new ArrayList<>();
    for (String account : Terms.texts(detail.path("fiTypes"))) {
      for (String kind : Terms.texts(detail.path("consentTypes"))) {
        data.add(account + "/" + kind);
      }
    }
    if (data.isEmpty()) {
      throw refused("category-missing", "no 'fiTypes', or no 'consentTypes'");
    }
    return data;
  }

  private String end() throws DocumentException {
    Optional<Instant> written = Said.of(detail.path("consentExpiry").asText()).map(Said::earliest);
    Optional<String> wanted = options.meanings().validUntil();
    if (written.isEmpty()) {
      throw refused("end-unresolved", "'consentExpiry' isn't a time");
    }
    return wanted
        .filter(it -> Said.of(it).filter(one -> one.earliest().isBefore(written.get())).isPresent())
        .orElse(written.get().toString());
  }

  // In its own words, with the value where one word says it: what is kept to VIEW isn't to QUERY.
  private SortedSet<String> narrower() {
    SortedSet<String> named = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : detail.properties()) {
      boolean empty = field.getValue().isContainerNode() && field.getValue().isEmpty();
      if (!TAKEN.contains(field.getKey()) && !empty) {
        named.add(field.getKey());
      }
    }
    String mode = detail.path("consentMode").asText();
    if (!mode.equals("STORE")) {
      named.add("consentMode=" + mode);
    }
    String fetch = detail.path("fetchType").asText();
    if (!fetch.equals("PERIODIC")) {
      named.add("fetchType=" + fetch);
      named.remove("Frequency"); // How often, of what is done once or in a way that isn't known.
    }
    JsonNode life = detail.path("DataLife");
    if (!life.path("unit").asText().startsWith("INF")) {
      named.add("DataLife=" + life.path("value").asText() + " " + life.path("unit").asText());
    }
    named.removeAll(options.meanings().keepsTo());
    return named;
  }

  private static DocumentException refused(String code, String message) {
    return new DocumentException(1, 0, code, message);
  }
}
