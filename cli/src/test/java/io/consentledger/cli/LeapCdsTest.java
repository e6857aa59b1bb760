package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.Checker;
import io.consentledger.ledger.query.Decision;
import io.consentledger.ledger.state.BlockContext;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a decision service for FHIR Consents decides, beside what this ledger answers once the same
 * consents were imported: by its own rules, over the transactions that the client sent. The table
 * in docs/reference/leap-cds.md is the one that this makes.
 */
class LeapCdsTest {
  private static final Path TABLE = Path.of("../docs/reference/leap-cds.md");
  private static final String MAPPING =
      " --known-as Organization/53 --recipient Organization/54=good-health"
          + " --purpose TREAT=treatment@1 --purpose ETREAT=treatment@1"
          + " --purpose HMARKT=marketing@1 --category R=MentalHealth --category V=Genetic"
          + " --category ETHUD=DrugTestResult --category HIV=HealthHistory"
          + " --category MedicationStatement=Prescription --category 42828-4=DrugTestResult";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void declare() throws Exception {
    node = FakeNode.onAnyPort();
    Cli network = Cli.withNetwork(directory.resolve("home"));
    now = Instant.now();
    cli = network.asking(node).withClock(() -> now);
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we share.");
    run(
        "notice publish --party bank --id n --version 1 --languages en"
            + " --uri https://bank.example/n --content "
            + notice);
    for (String process : List.of("treatment", "marketing")) {
      run(
          "process declare --party bank --version 1 --notice n@1 --purposes Marketing"
              + " --legal-basis ExplicitlyExpressedConsent --storage-locations US"
              + " --retention-days 30 --jurisdiction US --recipients good-health,other-clinic"
              + " --data-categories "
              + String.join(",", LeapCases.DATA)
              + " --id "
              + process);
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void permitsWhatTheServicePermitsAndNothingElse() throws Exception {
    List<LeapCases.Case> cases = LeapCases.all(now);
    List<SubjectRef> subjects = new ArrayList<>();
    for (LeapCases.Case one : cases) {
      subjects.add(imported(one, subjects.size()));
    }
    List<String> rows = new ArrayList<>();
    int permits = 0;
    int exact = 0;
    try (Ledger ledger = replayed();
        LedgerSnapshot moment = ledger.snapshot()) {
      for (int i = 0; i < cases.size(); i++) {
        LeapCases.Case one = cases.get(i);
        String actual = actual(moment, subjects.get(i), one);
        rows.add("| %d | %s | %s | %s |".formatted(i + 1, one.name(), one.expected(), actual));
        assertThat(actual.startsWith("PERMIT") && !one.isPermitted()).as(one.name()).isFalse();
        permits += one.isPermitted() ? 1 : 0;
        exact += one.isPermitted() && actual.equals(one.expected()) ? 1 : 0;
      }
    }
    assertThat(rows).hasSize(23);
    assertThat(exact).as("exact permits of " + permits + ": " + rows).isEqualTo(permits);
    assertThat(Files.readString(TABLE)).contains(String.join("\n", rows) + "\n");
  }

  /** The customer whom an import made known; nobody where it had nothing to record. */
  private SubjectRef imported(LeapCases.Case one, int number) throws Exception {
    Path file = Files.writeString(directory.resolve("case-" + number), one.documents());
    int before = node.committed().size();
    String[] command =
        ("import fhir "
                + file
                + " --controller bank --process treatment@1 --person case-"
                + number
                + MAPPING)
            .split(" ");
    assertThat(cli.run(command).exit()).as(one.name()).isLessThanOrEqualTo(1);
    List<ObjectNode> all = node.committed();
    for (ObjectNode entry : all.subList(before, all.size())) {
      if (entry.path("kind").asText().equals("OpenRelationship")) {
        return SubjectRef.fromHex(entry.at("/payload/subjectRef").asText());
      }
    }
    return new SubjectRef(Digest.ZERO);
  }

  /** A ledger with its rules, over what was sent to the node. */
  private Ledger replayed() throws Exception {
    Bytes file = Bytes.owning(Files.readAllBytes(directory.resolve("home/genesis.json")));
    Ledger ledger = Ledger.open(directory.resolve("ledger"), Genesis.parse(file));
    long index = 0;
    for (Bytes wire : new LinkedHashSet<>(node.received())) {
      index++;
      List<TransactionResult> results =
          ledger
              .apply(
                  1,
                  index,
                  now.toEpochMilli(),
                  ledger.verifier().verifyAll(List.of(Transaction.decode(wire)), Runnable::run, 1))
              .results();
      assertThat(results.get(0)).isInstanceOf(TransactionResult.Committed.class);
    }
    return ledger;
  }

  /** For which of the data asked about disclosure is permitted, or why for none. */
  private String actual(LedgerSnapshot moment, SubjectRef subject, LeapCases.Case one) {
    List<String> left = new ArrayList<>();
    List<String> denied = new ArrayList<>();
    String why = "";
    for (String category : one.asked()) {
      Decision decision = check(moment, subject, one, category);
      boolean permitted = decision.effect() == Effect.PERMIT;
      (permitted ? left : denied).add(category);
      why = permitted ? why : decision.effect() + " (" + decision.reasons().get(0) + ")";
    }
    return left.isEmpty()
        ? why
        : "PERMIT" + (denied.isEmpty() ? "" : " without " + String.join(", ", denied));
  }

  private Decision check(
      LedgerSnapshot moment, SubjectRef subject, LeapCases.Case one, String category) {
    return Checker.check(
        moment.state(),
        new CheckQuery(
            subject,
            bank(),
            one.process(),
            null,
            List.of(category),
            Operation.DISCLOSE,
            one.recipient(),
            null,
            null),
        new BlockContext(moment.tip().height(), moment.tip().timeMs()));
  }

  private PartyId bank() {
    return PartyId.fromHex(node.committed().get(0).at("/payload/controllerId").asText());
  }

  private void run(String line) {
    Cli.Run run = cli.run(line.split(" "));
    assertThat(run.exit()).as(run.err()).isZero();
  }
}
