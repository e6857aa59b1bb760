package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.MerkleLog;
import io.consentledger.crypto.ProofException;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.store.FindingsRow;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.WireWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot shows holds against its own headers, and against a second look at the blocks. */
final class LedgerProofsTest {
  private static final long SEED = 20_261_124L;

  @TempDir Path root;
  private final TestNetwork network = new TestNetwork();

  @Test
  void carriesTheMapOfAllStreamsInEveryHeader() throws Exception {
    Random random = new Random(SEED);
    try (TestLedger made = new TestLedger(root.resolve("live"), network)) {
      made.apply(network.story(2));
      for (int block = 0; block < 12; block++) {
        made.apply(randomBatch(random));
      }
      Map<Digest, Digest> map = new TreeMap<>();
      for (long height = 1; height <= made.ledger.tip().height(); height++) {
        Block block = made.ledger.block(height).orElseThrow();
        addTo(map, made.ledger, block);
        assertThat(block.header().mapRoot())
            .as("seed %d, height %d", SEED, height)
            .isEqualTo(root(map));
      }
      assertThat(map.size()).isGreaterThan(128);
      try (LedgerSnapshot snapshot = made.ledger.snapshot()) {
        for (Map.Entry<Digest, Digest> entry : map.entrySet()) {
          snapshot
              .mapProof(entry.getKey())
              .verifyMember(entry.getKey(), entry.getValue(), mapRoot(snapshot));
        }
        Digest nobody = StreamId.ofSubject(network.id(), network.customer("nobody").ref()).digest();
        snapshot.mapProof(nobody).verifyAbsent(nobody, mapRoot(snapshot));
      }
    }
  }

  @Test
  void provesEveryStreamAbsentBeforeTheFirstBlock() throws Exception {
    try (TestLedger made = new TestLedger(root.resolve("live"), network);
        LedgerSnapshot snapshot = made.ledger.snapshot()) {
      snapshot.mapProof(Digest.ZERO).verifyAbsent(Digest.ZERO, Digest.ZERO);
    }
  }

  @Test
  void goesOnWithTheSameMapAfterAStop() throws Exception {
    Random random = new Random(SEED);
    List<Transaction> first = randomBatch(random);
    List<Transaction> second = randomBatch(random);
    try (TestLedger through = new TestLedger(root.resolve("through"), network)) {
      through.apply(first);
      try (TestLedger before = new TestLedger(root.resolve("stopped"), network)) {
        before.apply(first);
      }
      try (TestLedger again = new TestLedger(root.resolve("stopped"), network)) {
        through.apply(second);
        again.apply(second);
        assertThat(again.ledger.tip()).isEqualTo(through.ledger.tip());
      }
    }
  }

  @Test
  void refusesABlockWithAnotherMap() throws Exception {
    try (TestLedger made = new TestLedger(root.resolve("live"), network);
        Ledger other = Ledger.open(root.resolve("other"), network.genesis)) {
      Block sound = made.apply(network.story(1)).block().orElseThrow();
      Block forged =
          new Block(
              withMapRoot(sound.header(), Digest.ZERO), sound.entries(), sound.transactions());
      assertThatThrownBy(() -> other.importBlock(forged, 1, 1, Runnable::run, 1))
          .isInstanceOfSatisfying(
              LedgerException.class,
              refused -> assertThat(refused.code()).isEqualTo("block-refused"));
      other.importBlock(sound, 1, 1, Runnable::run, 1);
      assertThat(other.tip()).isEqualTo(made.ledger.tip());
    }
  }

  @Test
  void provesTheHistoryOfHeaders() throws Exception {
    try (TestLedger made = new TestLedger(root.resolve("live"), network)) {
      made.apply(network.story(1));
      for (int block = 0; block < 20; block++) {
        made.apply(network.use(network.customer("0")));
      }
      try (LedgerSnapshot snapshot = made.ledger.snapshot()) {
        List<Digest> leaves = new ArrayList<>();
        for (long height = 1; height <= snapshot.tip().height(); height++) {
          leaves.add(snapshot.header(height).orElseThrow().hash());
        }
        for (int size = 1; size <= leaves.size(); size++) {
          for (int height = 1; height <= size; height++) {
            assertThat(snapshot.historyPath(height, size))
                .isEqualTo(MerkleLog.inclusionProof(leaves.subList(0, size), height - 1));
            assertThat(snapshot.historyConsistency(height, size))
                .isEqualTo(MerkleLog.consistencyProof(leaves.subList(0, size), height));
          }
        }
        Header anchor = snapshot.header(21).orElseThrow();
        MerkleLog.verifyInclusion(
            6, 20, leaves.get(6), snapshot.historyPath(7, 20), anchor.historyRoot());
        int height = leaves.size();
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.historyPath(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.historyPath(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.historyPath(1, height + 1L));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.historyConsistency(0, 1));
      }
    }
  }

  @Test
  void provesEntriesInTheirBlock() throws Exception {
    try (TestLedger made = new TestLedger(root.resolve("live"), network)) {
      made.apply(network.story(3));
      made.apply(network.use(network.customer("0")));
      try (LedgerSnapshot snapshot = made.ledger.snapshot()) {
        for (long height = 1; height <= 2; height++) {
          Block block = snapshot.block(height).orElseThrow();
          for (Entry entry : block.entries()) {
            MerkleLog.verifyInclusion(
                entry.index(),
                block.entries().size(),
                entry.hash(),
                snapshot.entryPath(height, entry.index()),
                block.header().entriesRoot());
          }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.entryPath(1, 11));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.entryPath(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.entryPath(3, 0));
      }
    }
  }

  /** Readers take snapshots beside the writer: each proof must hold for its own moment's header. */
  @Test
  void pairsTheMapWithTheRowsOfTheSameBlock() throws Exception {
    TestNetwork.Customer customer = network.customer("0");
    Digest key = StreamId.ofSubject(network.id(), customer.ref()).digest();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    CountDownLatch written = new CountDownLatch(1);
    try (TestLedger made = new TestLedger(root.resolve("live"), network)) {
      made.apply(network.story(1));
      List<List<Candidate>> batches = new ArrayList<>();
      for (int block = 0; block < 1000; block++) {
        // Verified before, so that blocks follow each other fast.
        List<Transaction> use = List.of(network.use(customer));
        batches.add(made.ledger.verifier().verifyAll(use, Runnable::run, 1));
      }
      List<Future<Long>> looks = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        looks.add(readers.submit(() -> lookUntil(written, made.ledger, key)));
      }
      for (List<Candidate> batch : batches) {
        long index = made.ledger.applied().index() + 1;
        made.ledger.apply(1, index, made.ledger.tip().timeMs() + 1, batch);
      }
      written.countDown();
      for (Future<Long> look : looks) {
        assertThat(look.get()).isPositive();
      }
    } finally {
      written.countDown();
      readers.shutdown();
    }
  }

  private static long lookUntil(CountDownLatch end, Ledger ledger, Digest key)
      throws ProofException {
    long looks = 0;
    do {
      try (LedgerSnapshot snapshot = ledger.snapshot()) {
        MapProof proof = snapshot.mapProof(key);
        proof.verifyMember(key, proof.valueOf(key).orElseThrow(), mapRoot(snapshot));
        looks++;
      }
    } while (end.getCount() > 0);
    return looks;
  }

  private List<Transaction> randomBatch(Random random) {
    List<Transaction> batch = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      TestNetwork.Customer customer = network.customer("c" + random.nextInt(120));
      batch.add(
          switch (random.nextInt(4)) {
            case 0, 1 -> network.open(customer);
            case 2 -> network.grant(customer);
            default -> network.use(customer);
          });
    }
    // Whatever the rules refuse of these makes no record, and one of them always does.
    batch.add(network.open(network.customer("certain" + random.nextInt())));
    return batch;
  }

  /** The definition of docs/spec/map.md, record by record. */
  private static void addTo(Map<Digest, Digest> map, Ledger ledger, Block block) {
    for (int i = 0; i < block.entries().size(); i++) {
      Entry entry = block.entries().get(i);
      map.put(entry.streamId().digest(), entry.hash());
      Recorded record = ledger.transaction(block.transactions().get(i).id()).orElseThrow();
      if (!record.findings().isEmpty()) {
        Digest key = Domain.STREAM_FINDINGS.hash(entry.streamId().digest().bytes());
        Bytes row = FindingsRow.encode(record.findings());
        Digest head = map.getOrDefault(key, Digest.ZERO);
        map.put(
            key,
            Domain.FINDINGS.hash(
                head.bytes(),
                entry.hash().bytes(),
                new WireWriter(4).u32(row.size()).toBytes(),
                row));
      }
    }
  }

  private static Digest root(Map<Digest, Digest> map) {
    List<Bytes> pairs = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          pairs.add(key.bytes());
          pairs.add(value.bytes());
        });
    return MapPairs.root(Bytes.concat(pairs.toArray(Bytes[]::new)), 0);
  }

  private static Digest mapRoot(LedgerSnapshot snapshot) {
    return snapshot.header(snapshot.tip().height()).orElseThrow().mapRoot();
  }

  private static Header withMapRoot(Header header, Digest mapRoot) {
    return new Header(
        header.networkId(),
        header.height(),
        header.timeMs(),
        header.prevHeaderHash(),
        header.historyRoot(),
        header.entriesRoot(),
        header.entryCount(),
        mapRoot,
        header.epoch(),
        header.validatorSetHash(),
        header.nextValidatorSetHash());
  }
}
