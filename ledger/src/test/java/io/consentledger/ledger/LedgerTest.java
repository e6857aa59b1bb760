package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.state.FindingCode;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.tx.Statement;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  @TempDir Path directory;
  private final TestNetwork network = new TestNetwork();
  private final TestNetwork.Customer customer = network.customer("alice");
  private TestLedger made;
  private Ledger ledger;

  @BeforeEach
  void open() throws LedgerException {
    made = new TestLedger(directory.resolve("ledger"), network);
    ledger = made.ledger;
  }

  @AfterEach
  void close() {
    made.close();
  }

  @Test
  void startsBeforeTheFirstBlock() {
    assertThat(ledger.tip()).isEqualTo(new Tip(0, Digest.ZERO, TestNetwork.CREATED_MS));
    assertThat(ledger.applied()).isEqualTo(new Applied(0, Applied.NONE));
    assertThat(ledger.block(1)).isEmpty();
    assertThat(ledger.header(0)).isEmpty();
  }

  @Test
  void commitsABatchAsOneBlock() {
    List<Transaction> story = network.story(2);
    ApplyResult result = made.apply(story);

    assertThat(result.results()).allMatch(TransactionResult.Committed.class::isInstance);
    Block block = result.block().orElseThrow();
    assertThat(ledger.tip())
        .isEqualTo(new Tip(1, block.header().hash(), TestNetwork.CREATED_MS + 1000));
    assertThat(ledger.block(1)).contains(block);
    assertThat(ledger.header(1)).contains(block.header());
    assertThat(block.transactions()).isEqualTo(story);
    assertThat(block.header().prevHeaderHash()).isEqualTo(Digest.ZERO);
    assertThat(block.header().entriesRoot()).isEqualTo(Block.entriesRoot(block.entries()));
  }

  @Test
  void linksBlocksAndStreams() {
    Block first = made.apply(network.story(0)).block().orElseThrow();
    Block second = made.apply(network.open(customer)).block().orElseThrow();
    Block third = made.apply(network.grant(customer)).block().orElseThrow();

    assertThat(second.header().prevHeaderHash()).isEqualTo(first.header().hash());
    assertThat(second.header().historyRoot()).isEqualTo(first.header().hash());
    assertThat(third.entries().get(0).prev()).isEqualTo(second.entries().get(0).hash());
    assertThat(third.entries().get(0).seq()).isEqualTo(2);
    assertThat(ledger.newestSeq(third.entries().get(0).streamId())).isEqualTo(2);
  }

  @Test
  void answersATransactionWithItsPlaceAndFindings() {
    made.apply(network.story(0));
    made.apply(network.open(customer));
    Transaction use = network.use(customer);
    TransactionResult.Committed result = (TransactionResult.Committed) made.one(use);

    Recorded recorded = ledger.transaction(use.id()).orElseThrow();
    assertThat(recorded.transaction()).isEqualTo(use);
    assertThat(recorded.location()).isEqualTo(result.location());
    assertThat(recorded.findings()).extracting("code").contains(FindingCode.NO_LIVE_BASIS);
    assertThat(ledger.findings(0, 0, 10))
        .extracting(LocatedFinding::height)
        .containsOnly(result.location().height());
    assertThat(ledger.findings(result.location().height() + 1, 0, 10)).isEmpty();
  }

  @Test
  void listsAStreamInOrderFromAnyPlace() {
    made.apply(network.story(0));
    made.apply(network.open(customer), network.grant(customer));
    made.apply(network.withdraw(customer));
    StreamId stream = StreamId.ofSubject(network.id(), customer.ref());

    assertThat(ledger.history(stream, 1, 100))
        .extracting(r -> r.entry().seq())
        .containsExactly(1L, 2L, 3L);
    assertThat(ledger.history(stream, 2, 1)).extracting(r -> r.entry().seq()).containsExactly(2L);
    assertThat(ledger.history(stream, 4, 100)).isEmpty();
    assertThat(ledger.history(stream, 1, 0)).isEmpty();
  }

  @Test
  void listsAllRecordsInOrderFromAnyPlace() {
    made.apply(network.story(0));
    made.apply(network.open(customer), network.grant(customer));
    Transaction use = network.use(customer);
    made.apply(network.withdraw(customer), use);

    List<Recorded> all = ledger.records(1, 0, 100);
    assertThat(all).hasSize(network.story(0).size() + 4);
    assertThat(ledger.records(2, 1, 2))
        .extracting(r -> r.entry().height() + "." + r.entry().index())
        .containsExactly("2.1", "3.0");
    assertThat(ledger.records(3, 1, 100))
        .containsExactly(ledger.transaction(use.id()).orElseThrow());
    assertThat(ledger.records(3, 1, 100).get(0).findings()).isNotEmpty();
    assertThat(ledger.records(4, 0, 100)).isEmpty();
    assertThat(ledger.records(1, 0, 0)).isEmpty();
  }

  @Test
  void answersADuplicateWithTheEarlierPlace() {
    made.apply(network.story(0));
    Transaction open = network.open(customer);
    Location first = ((TransactionResult.Committed) made.one(open)).location();

    ApplyResult again = made.apply(open);
    assertThat(again.block()).isEmpty();
    assertThat(again.results()).containsExactly(new TransactionResult.Duplicate(open.id(), first));
  }

  @Test
  void recordsATransactionOnceThatStandsTwiceInABatch() {
    made.apply(network.story(0));
    Transaction open = network.open(customer);
    ApplyResult result = made.apply(open, open);

    assertThat(result.block().orElseThrow().transactions()).containsExactly(open);
    assertThat(result.results().get(1))
        .isEqualTo(
            new TransactionResult.Duplicate(
                open.id(), ((TransactionResult.Committed) result.results().get(0)).location()));
  }

  @Test
  void skipsAPositionThatWasAppliedBefore() {
    List<Candidate> candidates = ledger.verifier().verifyAll(network.story(0), Runnable::run, 1);
    ledger.apply(1, 7, TestNetwork.CREATED_MS, candidates);
    Tip tip = ledger.tip();

    assertThat(ledger.apply(1, 7, TestNetwork.CREATED_MS, candidates))
        .isEqualTo(new ApplyResult(java.util.Optional.empty(), List.of()));
    assertThat(ledger.tip()).isEqualTo(tip);
    ledger.skip(1, 6);
    assertThat(ledger.applied()).isEqualTo(new Applied(1, 7));
    ledger.skip(2, 8);
    assertThat(ledger.applied()).isEqualTo(new Applied(2, 8));
  }

  @Test
  void makesNoBlockWhereAllIsRejected() {
    ApplyResult result = made.apply(network.grant(customer), network.withdraw(customer));

    assertThat(result.block()).isEmpty();
    assertThat(result.results()).allMatch(TransactionResult.Rejected.class::isInstance);
    assertThat(ledger.tip().height()).isZero();
    assertThat(ledger.applied().index()).isZero();
  }

  @Test
  void takesAKeyThatTheSameBatchRegisteredBefore() {
    made.apply(network.story(0));
    ApplyResult result = made.apply(network.open(customer), network.grant(customer));
    assertThat(result.results()).allMatch(TransactionResult.Committed.class::isInstance);
    assertThat(ledger.key(customer.key().verifyingKey().id()))
        .contains(customer.key().verifyingKey());
  }

  @Test
  void refusesAKeyThatTheSameBatchRegistersOnlyLater() {
    made.apply(network.story(0));
    ApplyResult result = made.apply(network.grant(customer), network.open(customer));
    assertThat(result.results().get(0))
        .isInstanceOfSatisfying(
            TransactionResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("key-unknown"));
    assertThat(result.results().get(1)).isInstanceOf(TransactionResult.Committed.class);
  }

  @Test
  void verifiesAtTheLastMomentWhatWasLookedUpTooEarly() {
    made.apply(network.story(0));
    Transaction grant = network.grant(customer);
    Candidate early = ledger.verifier().verify(grant);
    assertThat(early).isInstanceOf(Candidate.Refused.class);
    made.apply(network.open(customer));

    ApplyResult result =
        ledger.apply(1, ledger.applied().index() + 1, ledger.tip().timeMs(), List.of(early));
    assertThat(result.results().get(0)).isInstanceOf(TransactionResult.Committed.class);
  }

  @Test
  void neverLetsTimeRunBackwards() {
    made.applyAt(TestNetwork.CREATED_MS + 5000, network.story(0));
    made.applyAt(TestNetwork.CREATED_MS + 1000, List.of(network.open(customer)));
    assertThat(ledger.tip().timeMs()).isEqualTo(TestNetwork.CREATED_MS + 5000);
  }

  @Test
  void refusesWhatExpiredBeforeItsBlock() {
    made.apply(network.story(0));
    made.apply(network.open(customer));
    long next = ledger.tip().timeMs() + 1000;
    var payload =
        new io.consentledger.ledger.model.WithdrawConsent(
            network.salt(), network.bank, customer.ref(), TestNetwork.PROCESS.id());
    made.apply(network.grant(customer));

    assertThat(made.rejection(network.sign(payload, customer.key(), Statement.ANY_SEQ, next)))
        .isEqualTo("transaction-expired");
    assertThat(made.one(network.sign(payload, customer.key(), Statement.ANY_SEQ, -1L)))
        .isInstanceOf(TransactionResult.Committed.class);
  }

  @Test
  void refusesAStaleSequence() {
    made.apply(network.story(0));
    made.apply(network.open(customer), network.grant(customer));
    var payload =
        new io.consentledger.ledger.model.WithdrawConsent(
            network.salt(), network.bank, customer.ref(), TestNetwork.PROCESS.id());

    assertThat(made.rejection(network.sign(payload, customer.key(), 1, -1L)))
        .isEqualTo("sequence-stale");
    assertThat(made.one(network.sign(payload, customer.key(), 2, -1L)))
        .isInstanceOf(TransactionResult.Committed.class);
  }

  @Test
  void refusesAChangedSignature() {
    Transaction notice = network.notice();
    byte[] changed = notice.signature().bytes().toArray();
    changed[5] ^= 1;
    Transaction forged =
        new Transaction(notice.statement(), new Signature(Bytes.owning(changed)), notice.payload());
    assertThat(made.rejection(forged)).isEqualTo("signature-invalid");
  }

  @Test
  void refusesAChangedPayloadEvenWhereItsEnvelopeWasVerified() {
    Transaction notice = network.notice();
    assertThat(ledger.verifier().verify(notice)).isInstanceOf(Candidate.Verified.class);
    Transaction swapped =
        new Transaction(notice.statement(), notice.signature(), network.process().payload());
    assertThat(made.rejection(swapped)).isEqualTo("payload-hash-mismatch");
  }

  @Test
  void refusesATransactionOfAnotherNetwork() {
    assertThat(made.rejection(new TestNetwork("other").notice())).isEqualTo("network-mismatch");
  }

  @Test
  void readsOneMomentFromASnapshot() {
    made.apply(network.story(0));
    Transaction open = network.open(customer);
    try (LedgerSnapshot snapshot = ledger.snapshot()) {
      made.apply(open);
      assertThat(snapshot.tip().height()).isEqualTo(1);
      assertThat(snapshot.transaction(open.id())).isEmpty();
      assertThat(ledger.transaction(open.id())).isPresent();
    }
  }

  @Test
  void failsReadsAfterItWasClosed() {
    LedgerSnapshot snapshot = ledger.snapshot();
    ledger.close();
    assertThatThrownBy(() -> ledger.header(1))
        .isInstanceOfSatisfying(
            StorageFailure.class, f -> assertThat(f.code()).isEqualTo("storage-closed"));
    assertThatThrownBy(snapshot::tip).isInstanceOf(StorageFailure.class);
    snapshot.close();
    ledger.close();
  }

  @Test
  void givesTheSameHeadersWhateverTheTimingOfVerification() throws LedgerException {
    TestNetwork sameNetwork = new TestNetwork();
    try (TestLedger other = new TestLedger(directory.resolve("other"), sameNetwork)) {
      List<Transaction> story = network.story(5);
      made.apply(story);
      // One by one against the state before, as a node would that verifies far ahead.
      List<Candidate> early = story.stream().map(other.ledger.verifier()::verify).toList();
      other.ledger.apply(1, 0, TestNetwork.CREATED_MS + 1000, early);

      assertThat(other.ledger.block(1).map(Block::encode))
          .isEqualTo(ledger.block(1).map(Block::encode));
      assertThat(other.ledger.tip()).isEqualTo(ledger.tip());
    }
  }

  @Test
  void importsBlocksOfAPeerToTheSameBytes() throws Exception {
    made.apply(network.story(3));
    made.apply(network.withdraw(network.customer("1")));
    try (Ledger other = Ledger.open(directory.resolve("other"), network.genesis)) {
      for (long height = 1; height <= 2; height++) {
        Block wire = Block.decode(ledger.block(height).orElseThrow().encode());
        other.importBlock(wire, 1, height, Runnable::run, 1);
      }
      assertThat(other.tip()).isEqualTo(ledger.tip());
      assertThat(other.applied()).isEqualTo(new Applied(1, 2));
      assertThat(other.findings(0, 0, 10)).isEqualTo(ledger.findings(0, 0, 10));
    }
  }

  @Test
  void refusesATamperedBlockAndWritesNothing() throws Exception {
    made.apply(network.story(1));
    made.apply(network.withdraw(network.customer("0")));
    Block block = ledger.block(1).orElseThrow();
    Header header = block.header();
    Header later =
        new Header(
            header.networkId(),
            1,
            header.timeMs() + 1,
            header.prevHeaderHash(),
            header.historyRoot(),
            header.entriesRoot(),
            header.entryCount(),
            header.mapRoot(),
            header.epoch(),
            header.validatorSetHash(),
            header.nextValidatorSetHash());
    List<Transaction> fewer = block.transactions().subList(0, 3);
    try (Ledger other = Ledger.open(directory.resolve("other"), network.genesis)) {
      assertRefused(other, new Block(later, block.entries(), block.transactions()));
      assertRefused(other, new Block(header, block.entries(), fewer));
      assertRefused(other, new Block(header, block.entries(), swapFirstTwo(block)));
      assertThatThrownBy(
              () -> other.importBlock(ledger.block(2).orElseThrow(), 1, 2, Runnable::run, 1))
          .isInstanceOfSatisfying(
              LedgerException.class,
              refused -> assertThat(refused.code()).isEqualTo("block-out-of-order"));
      assertThat(other.tip().height()).isZero();
      other.importBlock(block, 1, 1, Runnable::run, 1);
      other.importBlock(block, 1, 1, Runnable::run, 1);
      assertRefused(other, new Block(later, block.entries(), block.transactions()));
    }
  }

  private static List<Transaction> swapFirstTwo(Block block) {
    List<Transaction> swapped = new java.util.ArrayList<>(block.transactions());
    java.util.Collections.swap(swapped, 0, 1);
    return swapped;
  }

  private static void assertRefused(Ledger other, Block block) {
    assertThatThrownBy(() -> other.importBlock(block, 1, 1, Runnable::run, 1))
        .isInstanceOfSatisfying(
            LedgerException.class,
            refused -> assertThat(refused.code()).isEqualTo("block-refused"));
  }
}
