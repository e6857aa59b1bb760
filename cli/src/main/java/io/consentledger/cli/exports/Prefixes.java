package io.consentledger.cli.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.consentledger.cli.base.Json;
import java.util.regex.Pattern;

/** The ledger's bare DPV terms with the prefix of the vocabulary that each stands in. */
final class Prefixes {
  private static final Pattern ARTICLE = Pattern.compile("A\\d+-.*");

  private Prefixes() {}

  /** Names of data live in the extension, but for the few kinds of data in the core. */
  static String dataCategory(String term) {
    return (term.endsWith("Data") ? "dpv:" : "pd:") + term;
  }

  static String legalBasis(String term) {
    return (ARTICLE.matcher(term).matches() ? "eu-gdpr:" : "dpv:") + term;
  }

  static ArrayNode dataCategories(JsonNode terms) {
    ArrayNode prefixed = Json.array();
    Json.texts(terms).forEach(term -> prefixed.add(dataCategory(term)));
    return prefixed;
  }

  static ArrayNode dpv(JsonNode terms) {
    ArrayNode prefixed = Json.array();
    Json.texts(terms).forEach(term -> prefixed.add("dpv:" + term));
    return prefixed;
  }
}
