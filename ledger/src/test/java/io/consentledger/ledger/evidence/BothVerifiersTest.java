package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.query.OverdueItem;
import io.consentledger.ledger.state.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two implementations of docs/spec/answers.md that share no code say the same of random histories:
 * what was found, what was overdue, what may be done.
 */
final class BothVerifiersTest {
  private static final int SEEDS = 6;
  private static final int ACTS = 300;
  private static final int QUESTIONS = 24;
  private static final int TIMES = 6;
  private static final int DUES = 3;
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
            "OBJECTED",
            "RESTRICTED",
            "findings PROCESSED_AFTER_OBJECTION",
            "findings RELIED_ON_ANOTHER_GRANT",
            "findings PROCESSED_UNDER_RESTRICTION",
            "overdue REQUEST_DEADLINE_MISSED",
            "overdue RETENTION_ELAPSED",
            "overdue ACKNOWLEDGEMENT_DEADLINE_MISSED");
    assertThat(seen).as("%s", seen).hasSizeGreaterThan(40);
  }

  private void ask(long seed) throws Exception {
    try (RandomLedger ledger = new RandomLedger(folder.resolve("ledger-" + seed), seed)) {
      Genesis genesis = ledger.world.genesis;
      Files.write(folder.resolve("genesis.json"), genesis.bytes().toArray());
      ledger.goOn(ACTS);
      EvidenceBundle history = ledger.histories();
      for (int i = 0; i < TIMES; i++) {
        ask(genesis, history, "history-" + seed, i == 0 ? ledger.newestMs() : ledger.someTimeMs());
      }
      for (long dueMs : dueTimes(genesis, history)) {
        ask(genesis, history, "history-" + seed, dueMs - 1);
        ask(genesis, history, "history-" + seed, dueMs);
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
    ObjectNode answers = DerivedJson.of(genesis, verified, timeMs);
    note(answers);
    expected.add(MAPPER.readTree(answers.toString())); // so that equal numbers are equal nodes
  }

  /** Some of the times at which something becomes overdue, of every kind that there is. */
  private static Set<Long> dueTimes(Genesis genesis, EvidenceBundle history)
      throws EvidenceException {
    Map<FindingCode, List<Long>> byCode = new TreeMap<>();
    for (VerifiedSubject subject :
        new EvidenceVerifier(genesis).verify(history.encode(), VerifyOptions.NONE).subjects()) {
      for (OverdueItem item : subject.overdue(Long.MAX_VALUE / 2)) {
        byCode.computeIfAbsent(item.code(), any -> new ArrayList<>()).add(item.dueMs());
      }
    }
    Set<Long> times = new TreeSet<>();
    byCode.values().forEach(some -> times.addAll(some.subList(0, Math.min(some.size(), DUES))));
    return times;
  }

  private void note(JsonNode answers) {
    for (String list : List.of("overdue", "findings")) {
      answers.get(list).forEach(item -> seen.add(list + " " + item.get("code").asText()));
    }
    JsonNode decision = answers.get("decision");
    seen.add(decision.path("decision").asText());
    decision.path("reasons").forEach(reason -> seen.add(reason.asText()));
    decision.path("obligations").forEach(it -> seen.add(it.asText().split(" ", -1)[0]));
  }
}
