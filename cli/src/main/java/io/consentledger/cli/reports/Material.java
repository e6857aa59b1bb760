package io.consentledger.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report is made of, all of it up to the block of {@code about}.
 *
 * @param declarations in the order of the ledger, customer by customer or all together
 * @param owed what was owed when the report was made, by what is recorded up to that block
 */
public record Material(
    About about, List<Declaration> declarations, List<Owed> owed, List<Catalogue> catalogues) {
  public Material {
    declarations = List.copyOf(declarations);
    owed = List.copyOf(owed);
    catalogues = List.copyOf(catalogues);
  }

  /** The payload that declares the process version of a fact; missing where nobody declared it. */
  JsonNode process(Declaration fact) {
    return catalogues.stream()
        .filter(catalogue -> catalogue.controller().equals(fact.controller()))
        .findFirst()
        .map(catalogue -> catalogue.process(fact.processId(), fact.processVersion()))
        .orElse(MissingNode.getInstance());
  }

  /** What the signatures under decisions about consent prove, by transaction. */
  Map<String, String> assurances() {
    Map<String, String> assurances = new HashMap<>();
    for (Declaration one : declarations) {
      if (one.kind().equals("DecideConsent")) {
        assurances.put(one.txId(), one.assurance());
      }
    }
    return assurances;
  }
}
