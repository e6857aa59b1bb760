package io.consentledger.ledger.evidence;

import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.model.DecideConsent;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.query.RandomHistory;
import io.consentledger.ledger.query.RandomHistory.Act;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A real ledger with a random history; the same seed gives the same bundles. */
final class RandomLedger implements AutoCloseable {
  private static final long DAY_MS = 86_400_000L;
  private static final List<String> DATA = List.of("AgeRange", "Health", "Name", "Purchase");

  final World world = new World();
  private final Random random;
  private final RandomHistory history;
  private final Ledger ledger;
  private final List<Long> ends = new ArrayList<>();
  private long timeMs = World.START_MS;
  private long index;

  RandomLedger(Path directory, long seed) throws LedgerException {
    random = new Random(seed);
    history = new RandomHistory(seed, List.of("alice", "bob"));
    ledger = Ledger.open(directory, world.genesis);
    submit(new Act(world.notice(World.NOTICE), World.key("retailer")));
    submit(
        new Act(
            world.process(World.LOYALTY, "Consent", DATA, List.of("broker")),
            World.key("retailer")));
    submit(
        new Act(
            world.process(World.SALE, "A6-1-a", DATA, List.of("broker")), World.key("retailer")));
  }

  /** Tries so many more transactions; some are refused. */
  void goOn(int acts) {
    for (int i = 0; i < acts; i++) {
      timeMs += history.pauseMs();
      submit(history.next(timeMs));
    }
  }

  private void submit(Act act) {
    index++;
    // What is said twice is two transactions: their last moments differ.
    Transaction transaction =
        Transaction.sign(
            world.genesis.networkId(),
            act.payload().kind(),
            act.payload().stream(world.genesis.networkId()),
            Statement.ANY_SEQ,
            Long.MAX_VALUE - index,
            CanonicalJson.encode(act.payload().toJson()),
            act.signer());
    TransactionResult result =
        ledger
            .apply(
                1,
                index,
                timeMs,
                ledger.verifier().verifyAll(List.of(transaction), Runnable::run, 1))
            .results()
            .get(0);
    if (result instanceof TransactionResult.Committed) {
      history.recorded(act, transaction.id());
      if (act.payload() instanceof DecideConsent decided && decided.validUntilMs() > 0) {
        ends.add(decided.validUntilMs());
      }
    }
  }

  long newestMs() {
    return ledger.tip().timeMs();
  }

  /**
   * Of the past, often the very end of a grant or the moment before; or not long after the newest
   * block.
   */
  long someTimeMs() {
    return momentUpTo(newestMs() + 60 * DAY_MS);
  }

  private long momentUpTo(long latestMs) {
    return random.nextBoolean() || ends.isEmpty()
        ? World.START_MS + random.nextLong(latestMs - World.START_MS + 1)
        : Math.min(latestMs, pick(ends) - random.nextInt(2));
  }

  EvidenceBundle histories() throws UnprovableException {
    List<SubjectRef> subjects = history.subjects();
    try (LedgerSnapshot moment = ledger.snapshot()) {
      return builder(moment).histories(HistoryRequest.of(subjects));
    }
  }

  /** A bundle that answers a random question. */
  EvidenceBundle answer() throws UnprovableException {
    CheckQuery query =
        new CheckQuery(
            pick(history.subjects()),
            random.nextInt(12) == 0 ? world.bank : world.retailer,
            random.nextInt(20) == 0 ? "Not-an-identifier" : pick(List.of("loyalty", "data-sale")),
            or(random.nextInt(3) == 0, 1 + random.nextInt(8)),
            DATA.stream().filter(any -> random.nextInt(3) == 0).toList(),
            pick(List.of(Operation.values())),
            or(random.nextInt(6) > 0, pick(List.of("broker", "bank", "agency"))),
            or(random.nextBoolean(), momentUpTo(newestMs())),
            or(random.nextInt(3) == 0, 1 + random.nextLong(ledger.tip().height())));
    try (LedgerSnapshot moment = ledger.snapshot()) {
      return builder(moment).check(query);
    }
  }

  private EvidenceBuilder builder(LedgerSnapshot moment) {
    Header newest = ledger.header(moment.tip().height()).orElseThrow();
    List<Vote> votes = new ArrayList<>();
    for (Organisation organisation : world.genesis.organisations()) {
      votes.add(
          Vote.sign(
              world.genesis.networkId().digest(),
              newest.height(),
              newest.epoch(),
              newest.hash(),
              World.key(organisation.name() + " node")));
    }
    return new EvidenceBuilder(
        world.genesis, moment, Certificate.of(world.genesis.validatorSet(), votes), List.of());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static <T> @Nullable T or(boolean told, T value) {
    return told ? value : null;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
