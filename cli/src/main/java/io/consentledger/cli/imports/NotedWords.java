package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.formats.Said;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes in the home when what an import records, or needn't record, was said. One thread. */
public final class NotedWords {
  private final Standing standing;
  private final NewestWords words;
  private final Instant now;
  private final Map<String, Integer> decisions = new HashMap<>();

  public NotedWords(Standing standing, NewestWords words, Instant now) {
    this.standing = standing;
    this.words = words;
    this.now = now;
  }

  /** Notes what protects, before anything is sent: it counts whatever becomes of the sending. */
  public void planned(List<PlannedStep> steps) throws CliException {
    List<PlannedStep> wills = steps.stream().filter(one -> one.step().isWill()).toList();
    standing.through(wills, one -> List.of(one.wallet()), this::planned);
    words.save();
  }

  private void planned(PlannedStep one) throws CliException {
    ImportStep step = one.step();
    if (step.protects()) {
      Instant said = step.said().map(Said::latest).orElse(now);
      words.noteEnded(one.wallet(), step.processId(), said);
    } else if (one.standsAlready() && step.said().isPresent()) {
      String txId = txId(one).orElse("");
      words.noteRecorded(one.wallet(), step.processId(), txId, step.order());
    }
    decisions.put(key(one), standing.decisions(one.wallet(), step.processId()));
  }

  /** Notes when what was sent was said, under the transactions that recorded it. */
  public void recorded(List<PlannedStep> steps) throws CliException {
    List<PlannedStep> sent =
        steps.stream()
            .filter(one -> one.isSent() && one.step().isWill() && one.step().said().isPresent())
            .toList();
    sent.forEach(one -> standing.forget(one.wallet()));
    standing.through(sent, one -> List.of(one.wallet()), this::recorded);
    words.save();
  }

  // Only where nobody else decided meanwhile: another's word has another date.
  private void recorded(PlannedStep one) throws CliException {
    ImportStep step = one.step();
    int before = decisions.getOrDefault(key(one), 0);
    Optional<JsonNode> record = standing.decisive(one.wallet(), step.processId());
    boolean itself =
        record.isPresent()
            && standing.decisions(one.wallet(), step.processId()) == before + 1
            && verb(record.get()).equals(step.verb());
    if (itself) {
      words.noteRecorded(one.wallet(), step.processId(), txId(one).orElse(""), step.order());
    }
  }

  private static String verb(JsonNode record) {
    return switch (record.at("/payload/decision").asText()) {
      case "GIVEN" -> "grant";
      case "REFUSED" -> "refuse";
      default -> record.path("kind").asText().equals("WithdrawConsent") ? "withdraw" : "";
    };
  }

  private Optional<String> txId(PlannedStep one) throws CliException {
    return standing
        .decisive(one.wallet(), one.step().processId())
        .map(record -> record.path("txId").asText());
  }

  private static String key(PlannedStep one) {
    return one.wallet() + '|' + one.step().processId();
  }
}
