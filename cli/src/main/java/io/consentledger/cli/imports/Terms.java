package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.consentledger.cli.base.Json;
import io.consentledger.ledger.model.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Data categories of documents as terms of the vocabulary: exact, or not at all. */
final class Terms {
  private static final List<String> PREFIXES =
      List.of(
          "dpv:",
          "pd:",
          "https://w3id.org/dpv#",
          "https://w3id.org/dpv/pd#",
          "https://w3id.org/dpv/owl#",
          "https://w3id.org/dpv/dpv-pd#");

  private Terms() {}

  /**
   * The terms of categories, none left out; words that mean the same give one term.
   *
   * @param line where they stand
   * @throws DocumentException {@code category-unresolved}
   */
  static ArrayNode categories(List<String> named, Map<String, String> mapped, int line)
      throws DocumentException {
    Set<String> terms = new LinkedHashSet<>();
    for (String name : named) {
      String term = mapped.getOrDefault(name, withoutPrefix(name));
      if (!Vocabulary.shipped().contains(Vocabulary.Group.DATA_CATEGORY, term)) {
        throw new DocumentException(
            line, 0, "category-unresolved", "the data category '" + name + "' is no DPV term");
      }
      terms.add(term);
    }
    return Json.array(List.copyOf(terms));
  }

  /** A text or a list of texts as a list; what is no text is left as its JSON. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.addAll(texts(one)));
    } else if (!node.isMissingNode()) {
      texts.add(node.isTextual() ? node.asText() : node.toString());
    }
    return texts;
  }

  /** A name, compact or an IRI, without the prefix of its vocabulary. */
  static String withoutPrefix(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }
}
