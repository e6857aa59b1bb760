package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.query.OverdueItem;
import io.consentledger.ledger.state.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two implementations of docs/spec/answers.md that share no code say the same of random histories:
 * what was found, what was overdue, what may be done.
 */
final class BothVerifiersTest {
  private static final int SEEDS = 8;
  private static final int ACTS = 150;
  private static final int QUESTIONS = 16;
  private static final int TIMES = 6;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private final List<String> cases = new ArrayList<>();
  private final List<JsonNode> expected = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  @Test
  void deriveTheSameFromRandomHistories() throws Exception {
    Python python = Python.find();
    for (long seed = 1; seed <= SEEDS; seed++) {
      ask(seed);
    }
    Files.write(folder.resolve("cases.tsv"), cases);

    Python.Done done =
        python.run(
            "-B",
            python.script("lib/verify_cases.py"),
            "answers",
            folder.resolve("cases.tsv").toString(),
            folder.resolve("genesis.json").toString());

    assertThat(done.output()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      JsonNode said = MAPPER.readTree(done.output().get(i));
      for (String part : List.of("decision", "overdue", "findings")) {
        assertThat(said.get(part)).as(cases.get(i)).isEqualTo(expected.get(i).get(part));
      }
    }
    assertThat(seen)
        .as("histories in which little happens prove little")
        .contains(
            "PERMIT",
            "DENY",
            "INDETERMINATE",
            "NOT_APPLICABLE",
            "REQUEST_DEADLINE_MISSED",
            "RETENTION_ELAPSED",
            "ACKNOWLEDGEMENT_DEADLINE_MISSED");
    assertThat(seen).as("%s", seen).hasSizeGreaterThan(40);
  }

  private void ask(long seed) throws Exception {
    try (RandomLedger ledger = new RandomLedger(folder.resolve("ledger-" + seed), seed)) {
      Genesis genesis = ledger.world().genesis;
      Files.write(folder.resolve("genesis.json"), genesis.bytes().toArray());
      ledger.goOn(ACTS);
      assertThat(ledger.records()).isGreaterThan(ACTS / 4);
      EvidenceBundle history = ledger.history();
      for (int i = 0; i < TIMES; i++) {
        ask(genesis, history, "history-" + seed, i == 0 ? ledger.newestMs() : ledger.someTimeMs());
      }
      for (int i = 0; i < QUESTIONS; i++) {
        ask(genesis, ledger.answer(), "answer-" + seed + "-" + i, ledger.newestMs());
      }
    }
  }

  private void ask(Genesis genesis, EvidenceBundle bundle, String name, long timeMs)
      throws IOException, EvidenceException {
    Files.write(folder.resolve(name), bundle.encode().toArray());
    cases.add(name + "\t" + timeMs);
    VerifiedEvidence verified =
        new EvidenceVerifier(genesis).verify(bundle.encode(), VerifyOptions.NONE);
    VerifiedSubject subject = verified.subjects().get(0);
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    ArrayNode findings = answers.putArray("findings");
    for (VerifiedRecord record : subject.asOf(timeMs).records()) {
      record.findings().forEach(finding -> findings.add(json(record, finding)));
    }
    ArrayNode overdue = answers.putArray("overdue");
    subject.overdue(timeMs).forEach(item -> overdue.add(json(genesis, subject, item)));
    answers.set("decision", null);
    verified.decision().ifPresent(it -> answers.set("decision", json(it.decision())));
    expected.add(MAPPER.readTree(answers.toString())); // so that equal numbers are equal nodes
  }

  private ObjectNode json(VerifiedRecord record, Finding finding) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("transaction", record.txId().toHex())
        .put("code", finding.code().name())
        .put("severity", finding.severity().name())
        .set("details", array(finding.details()));
    seen.add("found " + finding.code() + " " + finding.severity());
    return json;
  }

  private ObjectNode json(Genesis genesis, VerifiedSubject subject, OverdueItem item) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String controller =
        genesis.organisation(item.controllerId()).map(Organisation::name).orElseThrow();
    json.put("subjectRef", subject.subject().toHex())
        .put("code", item.code().name())
        .put("dueMs", item.dueMs())
        .put("txId", item.txId().toHex())
        .put("owedBy", item.recipient().orElse(controller))
        .set("details", array(item.details()));
    seen.add(item.code().name());
    return json;
  }

  private ObjectNode json(Decision decision) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("decision", decision.effect().name())
        .put("basis", decision.basis().map(id -> id.toHex()).orElse(null))
        .put("assurance", decision.assurance().map(Enum::name).orElse(null))
        .put("height", decision.height())
        .put("timeMs", decision.timeMs());
    json.set("reasons", array(decision.reasons().stream().map(Enum::name).toList()));
    json.set(
        "obligations",
        array(
            decision.obligations().stream()
                .map(it -> (it.code().name() + " " + it.value()).trim())
                .toList()));
    seen.add(decision.effect().name());
    decision.reasons().forEach(reason -> seen.add(reason.name()));
    decision.obligations().forEach(obligation -> seen.add(obligation.code().name()));
    return json;
  }

  private static ArrayNode array(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
