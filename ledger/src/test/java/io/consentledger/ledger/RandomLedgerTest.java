package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.query.Overdue;
import io.consentledger.ledger.query.RandomHistory;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, signed and in batches: the seed in a test's name replays one. */
class RandomLedgerTest {
  private static final int TRANSACTIONS = 400;

  @TempDir private Path directory;
  private final World world = new World();
  private long signed;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {51, 52})
  void twoLedgersAndOneMadeFromTheBlocksHaveTheSameBytes(long seed) throws Exception {
    RandomHistory history = new RandomHistory(seed, List.of("alice", "bob", "carol"));
    try (Ledger first = Ledger.open(directory.resolve("first"), world.genesis);
        Ledger second = Ledger.open(directory.resolve("second"), world.genesis);
        Ledger rebuilt = Ledger.open(directory.resolve("rebuilt"), world.genesis)) {
      int rejected = fill(seed, history, first, second);
      assertThat(rejected).as("rejected").isBetween(TRANSACTIONS / 10, TRANSACTIONS);
      for (long height = 1; height <= first.tip().height(); height++) {
        Block block = first.block(height).orElseThrow();
        rebuilt.importBlock(block, 1, height, Runnable::run, 1);
      }
      assertThat(facts(history, first)).hasSizeGreaterThan(TRANSACTIONS / 10);
      assertThat(facts(history, second)).isEqualTo(facts(history, first));
      assertThat(facts(history, rebuilt)).isEqualTo(facts(history, first));
    }
  }

  /** Gives both ledgers the same batches, each with a verifier of its own; counts the rejected. */
  private int fill(long seed, RandomHistory history, Ledger first, Ledger second) {
    Random sizes = new Random(seed);
    long timeMs = World.START_MS;
    long index = 1;
    List<RandomHistory.Act> batch = catalogue();
    int rejected = 0;
    while (signed < TRANSACTIONS) {
      List<Transaction> transactions = batch.stream().map(this::sign).toList();
      ApplyResult result = apply(first, index, timeMs, transactions);
      assertThat(apply(second, index, timeMs, transactions))
          .as("batch %d", index)
          .isEqualTo(result);
      for (int i = 0; i < batch.size(); i++) {
        if (result.results().get(i) instanceof TransactionResult.Committed committed) {
          history.recorded(batch.get(i), committed.txId());
        } else {
          rejected++;
        }
      }
      index++;
      timeMs += history.pauseMs();
      batch = new ArrayList<>();
      for (int left = 1 + sizes.nextInt(12); left > 0; left--) {
        batch.add(history.next(timeMs));
      }
    }
    return rejected;
  }

  private static ApplyResult apply(
      Ledger ledger, long index, long timeMs, List<Transaction> transactions) {
    return ledger.apply(
        1, index, timeMs, ledger.verifier().verifyAll(transactions, Runnable::run, 1));
  }

  /** The retailer's notice and processes: without them nothing can be agreed to. */
  private List<RandomHistory.Act> catalogue() {
    List<String> data = List.of("Preference", "Purchase");
    List<String> recipients = List.of("broker");
    return List.of(
        new RandomHistory.Act(world.notice(World.NOTICE), World.key("retailer")),
        new RandomHistory.Act(
            world.process(World.LOYALTY, "Consent", data, recipients), World.key("retailer")),
        new RandomHistory.Act(
            world.process(World.SALE, "Consent", data, recipients), World.key("retailer")));
  }

  /** Each has another end of validity, so that what is said twice is two transactions. */
  private Transaction sign(RandomHistory.Act act) {
    signed++;
    return Transaction.sign(
        world.genesis.networkId(),
        act.payload().kind(),
        act.payload().stream(world.genesis.networkId()),
        Statement.ANY_SEQ,
        4_000_000_000_000L + signed,
        CanonicalJson.encode(act.payload().toJson()),
        act.signer());
  }

  /** What a ledger holds, and what follows from it: headers, findings, what is overdue. */
  private static List<Object> facts(RandomHistory history, Ledger ledger) {
    List<Object> facts = new ArrayList<>();
    for (long height = 1; height <= ledger.tip().height(); height++) {
      facts.add(ledger.header(height).map(Header::hash));
    }
    facts.add(ledger.findings(0, 0, TRANSACTIONS));
    for (SubjectRef subject : history.subjects()) {
      facts.add(Overdue.of(ledger.state(), subject, ledger.tip().timeMs()));
    }
    return facts;
  }
}
