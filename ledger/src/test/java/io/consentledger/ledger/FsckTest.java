package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.store.Place;
import io.consentledger.ledger.store.RecordRow;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FsckTest {
  @TempDir Path root;
  private final TestNetwork network = new TestNetwork();
  private final TestNetwork.Customer customer = network.customer("0");
  private TestLedger made;

  @BeforeEach
  void fill() throws LedgerException {
    made = new TestLedger(root.resolve("live"), network);
    made.apply(network.story(2));
    made.apply(network.withdraw(customer));
    made.apply(network.use(customer));
  }

  @AfterEach
  void close() {
    made.close();
  }

  @Test
  void findsNothingInASoundLedgerAndLeavesNothingBehind() throws Exception {
    FsckReport report = check(made.ledger);
    assertThat(report.problems()).isEmpty();
    assertThat(report.blocks()).isEqualTo(3);
    assertThat(report.rowsCompared()).isGreaterThan(30);
    assertThat(root.resolve("scratch")).doesNotExist();
  }

  @Test
  void refusesAScratchDirectoryThatIsThere() throws IOException {
    Files.createDirectory(root.resolve("scratch"));
    assertThatThrownBy(() -> check(made.ledger)).isInstanceOf(LedgerException.class);
  }

  @Test
  void findsAStateThatTheBlocksDoNotGive() throws Exception {
    put(Table.state(Bytes.utf8("a permission")), Bytes.utf8("nobody gave"));
    assertThat(codes()).containsExactly("row-unexpected");
  }

  @Test
  void findsAMissingIndexRow() throws Exception {
    StreamId stream = StreamId.ofSubject(network.id(), customer.ref());
    delete(Table.stream(stream, 2));
    assertThat(codes()).containsExactly("row-missing");
  }

  @Test
  void findsAnIndexRowThatNamesAnotherRecord() throws Exception {
    Transaction open = made.ledger.block(1).orElseThrow().transactions().get(2);
    put(Table.transaction(open.id()), new Place(1, 0).encode());
    assertThat(codes()).containsExactly("row-changed");
  }

  @Test
  void findsAHiddenFinding() throws Exception {
    delete(Table.finding(3, 0));
    assertThat(codes()).containsExactly("row-missing");
  }

  @Test
  void findsAnExchangedRecord() throws Exception {
    Block second = made.ledger.block(2).orElseThrow();
    RecordRow exchanged = new RecordRow(second.entries().get(0), network.withdraw(customer));
    put(Table.record(2, 0), exchanged.encode());
    assertThat(codes()).contains("block-inconsistent", "replay-refused");
  }

  @Test
  void findsAMissingHeader() throws Exception {
    delete(Table.header(2));
    assertThat(codes()).contains("header-missing", "header-link-broken");
  }

  @Test
  void findsAPageOfTheMapThatTheBlocksDoNotGive() throws Exception {
    Bytes place = Table.mapPage(0, Digest.ZERO);
    Bytes page = made.ledger.store().get(place).orElseThrow();
    Digest stream = StreamId.ofSubject(network.id(), customer.ref()).digest();
    put(place, MapPairs.merge(page, List.of(new MapProof.Leaf(stream, Digest.ZERO))));
    assertThat(codes()).containsExactly("map-root-wrong", "row-changed");
    put(place, page);
    put(Table.mapPage(1, Digest.ZERO), page);
    assertThat(codes()).containsExactly("storage-damaged", "row-unexpected");
  }

  @Test
  void findsAChangedSubtreeOfTheHistory() throws Exception {
    put(Table.history(1, 0), Digest.ZERO.bytes());
    assertThat(codes()).containsExactly("history-root-wrong", "row-changed");
  }

  @Test
  void findsAMissingSubtreeOfTheHistory() throws Exception {
    delete(Table.history(1, 0));
    assertThat(codes()).containsExactly("storage-damaged", "row-missing");
  }

  @Test
  void findsARowThatIsNoRecord() throws Exception {
    put(Table.record(1, 0), Bytes.fromHex("00"));
    assertThat(codes()).contains("storage-damaged");
  }

  /** What the last sync made durable is gone, and what is left is whole: only the anchor tells. */
  @Test
  void findsThatRowsWereLost() throws Exception {
    made.ledger.sync();
    made.close();
    for (Path log : logs()) {
      Files.write(log, new byte[0]);
    }
    try (Ledger ledger = Ledger.look(root.resolve("live"), network.genesis)) {
      assertThat(check(ledger).problems()).extracting(FsckProblem::code).contains("rows-lost");
    }
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("live"))) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  @Test
  void findsEveryFlippedBitOfLiveData() throws Exception {
    made.ledger.store().compact();
    made.close();
    Path table = onlyTable();
    byte[] sound = Files.readAllBytes(table);
    int data = dataSize(sound);
    int flips = 12;
    for (int i = 0; i < flips; i++) {
      byte[] damaged = sound.clone();
      damaged[(int) ((long) data * i / flips) + 7] ^= 0x04;
      Files.write(table, damaged);
      try (Ledger ledger = Ledger.open(root.resolve("live"), network.genesis)) {
        assertThat(check(ledger).problems()).as("byte %d", (long) data * i / flips).isNotEmpty();
      } catch (LedgerException refused) {
        assertThat(refused.code()).isEqualTo("ledger-damaged");
      }
    }
    Files.write(table, sound);
    try (Ledger ledger = Ledger.open(root.resolve("live"), network.genesis)) {
      assertThat(check(ledger).problems()).isEmpty();
    }
  }

  /** The last bytes of a table file are its footer, with padding that nothing reads. */
  private static int dataSize(byte[] table) {
    return table.length - 1024;
  }

  private List<String> codes() throws Exception {
    return check(made.ledger).problems().stream().map(FsckProblem::code).toList();
  }

  private FsckReport check(Ledger ledger) throws Exception {
    return Fsck.check(ledger, root.resolve("scratch"), Runnable::run, 1);
  }

  private void put(Bytes key, Bytes value) {
    try (StoreBatch batch = new StoreBatch()) {
      made.ledger.store().write(batch.put(key, value));
    }
  }

  private void delete(Bytes key) {
    try (StoreBatch batch = new StoreBatch()) {
      made.ledger.store().write(batch.delete(key));
    }
  }

  private Path onlyTable() {
    try (Stream<Path> files = Files.list(root.resolve("live"))) {
      List<Path> tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
      assertThat(tables).hasSize(1);
      return tables.get(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
