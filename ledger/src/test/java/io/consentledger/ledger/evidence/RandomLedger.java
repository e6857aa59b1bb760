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
import io.consentledger.ledger.model.SubjectPayload;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.state.World;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A real ledger with a random story about alice and the retailer; the same seed gives the same
 * bytes.
 */
final class RandomLedger implements AutoCloseable {
  private static final long DAY_MS = 86_400_000L;

  private final World world = new World();
  private final List<TxId> recorded = new ArrayList<>();
  private final Random random;
  private final RandomStory story;
  private final Ledger ledger;
  private long index;

  RandomLedger(Path directory, long seed) throws LedgerException {
    random = new Random(seed);
    story = new RandomStory(random, world, recorded);
    ledger = Ledger.open(directory, world.genesis);
    story.beginning().forEach(this::submit);
  }

  /** Tries so many more; some are refused. */
  void goOn(int acts) {
    for (int i = 0; i < acts; i++) {
      world.timeMs += random.nextInt(4) == 0 ? random.nextLong(12 * DAY_MS) : random.nextInt(1_000);
      submit(story.next());
    }
  }

  private void submit(RandomStory.Act act) {
    index++;
    // Payloads repeat themselves: the last moment makes each a transaction of its own.
    Transaction transaction =
        Transaction.sign(
            world.genesis.networkId(),
            act.payload().kind(),
            act.payload().stream(world.genesis.networkId()),
            Statement.ANY_SEQ,
            Long.MAX_VALUE - index,
            CanonicalJson.encode(act.payload().toJson()),
            act.signer());
    List<TransactionResult> results =
        ledger
            .apply(
                1,
                index,
                world.timeMs,
                ledger.verifier().verifyAll(List.of(transaction), Runnable::run, 1))
            .results();
    if (results.get(0) instanceof TransactionResult.Committed) {
      story.happened(act);
      if (act.payload() instanceof SubjectPayload) {
        recorded.add(transaction.id());
      }
    }
  }

  int records() {
    return recorded.size();
  }

  long newestMs() {
    return ledger.tip().timeMs();
  }

  World world() {
    return world;
  }

  /** Of the past, or not long after the newest block. */
  long someTimeMs() {
    return story.momentUpTo(newestMs() + 60 * DAY_MS);
  }

  EvidenceBundle history() throws UnprovableException {
    try (LedgerSnapshot moment = ledger.snapshot()) {
      return builder(moment).histories(HistoryRequest.of(List.of(world.alice)));
    }
  }

  /** A bundle that answers a random question. */
  EvidenceBundle answer() throws UnprovableException {
    CheckQuery query = story.question(newestMs(), ledger.tip().height());
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

  @Override
  public void close() {
    ledger.close();
  }
}
