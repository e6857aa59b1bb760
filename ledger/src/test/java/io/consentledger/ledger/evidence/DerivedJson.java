package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.query.OverdueItem;
import io.consentledger.ledger.state.Finding;
import java.util.Collection;

/** What follows from a bundle, in the words of the command lines' {@code --json}. */
final class DerivedJson {
  private DerivedJson() {}

  /**
   * Findings, what was overdue, and the answer, which is null where nothing was asked.
   *
   * @param timeMs as of which it is read, UTC ms
   */
  static ObjectNode of(Genesis genesis, VerifiedEvidence verified, long timeMs) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode findings = json.putArray("findings");
    ArrayNode overdue = json.putArray("overdue");
    for (VerifiedSubject subject : verified.subjects()) {
      for (VerifiedRecord record : subject.asOf(timeMs).records()) {
        record.findings().forEach(finding -> findings.add(json(record, finding)));
      }
      subject.overdue(timeMs).forEach(item -> overdue.add(json(genesis, subject, item)));
    }
    json.set("decision", verified.decision().map(it -> json(it.decision())).orElse(null));
    return json;
  }

  private static ObjectNode json(VerifiedRecord record, Finding finding) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("transaction", record.txId().toHex())
            .put("code", finding.code().name())
            .put("severity", finding.severity().name());
    return json.set("details", array(finding.details()));
  }

  private static ObjectNode json(Genesis genesis, VerifiedSubject subject, OverdueItem item) {
    String controller =
        genesis.organisation(item.controllerId()).map(Organisation::name).orElseThrow();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("subjectRef", subject.subject().toHex())
            .put("code", item.code().name())
            .put("dueMs", item.dueMs())
            .put("txId", item.txId().toHex())
            .put("owedBy", item.recipient().orElse(controller));
    return json.set("details", array(item.details()));
  }

  private static ObjectNode json(Decision decision) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("decision", decision.effect().name())
        .set("reasons", array(decision.reasons().stream().map(Enum::name).toList()));
    json.put("basis", decision.basis().map(id -> id.toHex()).orElse(null))
        .put("assurance", decision.assurance().map(Enum::name).orElse(null))
        .set(
            "obligations",
            array(
                decision.obligations().stream()
                    .map(it -> (it.code().name() + " " + it.value()).trim())
                    .toList()));
    return json.put("height", decision.height()).put("timeMs", decision.timeMs());
  }

  private static ArrayNode array(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
