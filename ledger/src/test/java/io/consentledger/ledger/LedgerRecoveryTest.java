package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapPairs;
import io.consentledger.crypto.MapProof;
import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerRecoveryTest {
  private static final Bytes PAGE = Table.mapPage(0, Digest.ZERO);

  @TempDir Path root;
  private final TestNetwork network = new TestNetwork();
  private Path live;

  @BeforeEach
  void place() {
    live = root.resolve("live");
  }

  @Test
  void findsEverythingAgainAfterAStop() throws LedgerException {
    Tip tip;
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(3));
      made.ledger.skip(2, 9);
      tip = made.ledger.tip();
    }
    try (Ledger again = Ledger.open(live, network.genesis)) {
      assertThat(again.tip()).isEqualTo(tip);
      assertThat(again.applied()).isEqualTo(new Applied(2, 9));
    }
  }

  @Test
  void losesNothingWhenTheProcessDies() throws Exception {
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(3));
      made.apply(network.withdraw(network.customer("1")));
      // What a killed process leaves: its files as they are, nothing closed or synced.
      Path left = copy("left");
      try (TestLedger again = new TestLedger(left, network)) {
        assertThat(again.ledger.tip()).isEqualTo(made.ledger.tip());
        assertThat(again.ledger.applied()).isEqualTo(made.ledger.applied());
        assertThat(again.ledger.block(2)).isEqualTo(made.ledger.block(2));
        Block next = again.apply(network.use(network.customer("1"))).block().orElseThrow();
        assertThat(next.header().height()).isEqualTo(3);
      }
    }
  }

  @Test
  void refusesEveryFlippedBitOfWhatWasSynced() throws Exception {
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(3));
      made.ledger.sync();
      long size = Files.size(onlyLog(live));
      int flips = 24;
      for (int i = 0; i < flips; i++) {
        Path damaged = copy("damaged-" + i);
        flip(onlyLog(damaged), size * i / flips + 3);
        assertRefused(damaged, network, "ledger-damaged");
      }
    }
  }

  @Test
  void cutsALogThatPowerLossToreBehindTheLastSync() throws Exception {
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
      made.ledger.sync();
      long synced = Files.size(onlyLog(live));
      Tip syncedTip = made.ledger.tip();
      Transaction withdrawal = network.withdraw(network.customer("0"));
      made.apply(withdrawal);
      long size = Files.size(onlyLog(live));

      for (long cut = synced + 1; cut < size; cut += 37) {
        Path torn = copy("torn-" + cut);
        truncate(onlyLog(torn), cut);
        try (TestLedger again = new TestLedger(torn, network)) {
          assertThat(again.ledger.logWasCut()).isTrue();
          assertThat(again.ledger.tip()).isEqualTo(syncedTip);
          // The ordered log gives the batch again, and the very same block comes of it.
          again.apply(withdrawal);
          assertThat(again.ledger.tip()).isEqualTo(made.ledger.tip());
        }
      }
    }
  }

  @Test
  void cutsNoLogThatIsWhole() throws Exception {
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
      try (Ledger again = Ledger.open(copy("left"), network.genesis)) {
        assertThat(again.logWasCut()).isFalse();
      }
    }
  }

  @Test
  void refusesATornLogWhereNothingSaysWhatWasSynced() throws Exception {
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
      Path torn = copy("torn");
      truncate(onlyLog(torn), Files.size(onlyLog(torn)) - 5);
      byte[] anchor = Files.readAllBytes(torn.resolve("anchor"));
      anchor[3] ^= 1;
      Files.write(torn.resolve("anchor"), anchor);
      assertRefused(torn, network, "ledger-damaged");
      Files.delete(torn.resolve("anchor"));
      assertRefused(torn, network, "ledger-damaged");
    }
  }

  @Test
  void findsThatADirectoryWasPutBackAndHealsByTheOrderedLog() throws Exception {
    Path old;
    Transaction withdrawal = network.withdraw(network.customer("0"));
    Tip tip;
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
      made.ledger.sync();
      old = copy("old");
      made.apply(withdrawal);
      made.ledger.sync();
      tip = made.ledger.tip();
      assertThat(made.ledger.syncedIndex()).isEqualTo(made.ledger.applied().index());
    }
    copyAnchor(live, old);

    try (TestLedger again = new TestLedger(old, network)) {
      assertThat(again.ledger.logWasCut()).isFalse();
      assertThat(again.ledger.applied().index()).isZero();
      assertThat(again.ledger.syncedIndex()).isEqualTo(1);
      again.ledger.sync();
    }
    try (TestLedger again = new TestLedger(old, network)) {
      assertThat(again.ledger.syncedIndex()).as("not forgotten before it is healed").isEqualTo(1);
      again.apply(withdrawal);
      again.ledger.sync();
      assertThat(again.ledger.tip()).isEqualTo(tip);
      again.ledger.skip(1, 2);
      again.ledger.sync();
      assertThat(again.ledger.syncedIndex()).isEqualTo(2);
    }
  }

  @Test
  void stopsWhereAnotherBlockTakesThePlaceOfTheOneSynced() throws Exception {
    Path old;
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
      made.ledger.sync();
      old = copy("old");
      made.apply(network.withdraw(network.customer("0")));
      made.ledger.sync();
    }
    copyAnchor(live, old);

    try (TestLedger again = new TestLedger(old, network)) {
      again.apply(network.use(network.customer("0")));
      assertThatThrownBy(again.ledger::sync).isInstanceOf(StorageFailure.class);
    }
    assertRefused(old, network, "ledger-damaged");
  }

  @Test
  void refusesTheLedgerOfAnotherNetwork() throws LedgerException {
    Ledger.open(live, network.genesis).close();
    assertRefused(live, new TestNetwork("other"), "ledger-of-another-network");
  }

  @Test
  void refusesANewerFormat() throws Exception {
    Ledger.open(live, network.genesis).close();
    put(Table.meta("format"), Bytes.fromHex("00000004"));
    assertRefused(live, network, "ledger-format-newer");
  }

  @Test
  void refusesAnOlderFormat() throws Exception {
    Ledger.open(live, network.genesis).close();
    put(Table.meta("format"), Bytes.fromHex("00000002"));
    assertRefused(live, network, "ledger-format-older");
  }

  @Test
  void refusesPagesOfTheMapThatTheNewestBlockDoesNotName() throws Exception {
    StreamId stream = StreamId.ofSubject(network.id(), network.customer("0").ref());
    Bytes page;
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
      page = made.ledger.store().get(PAGE).orElseThrow();
    }
    MapProof.Leaf other = new MapProof.Leaf(stream.digest(), Digest.ZERO);
    put(PAGE, MapPairs.merge(page, List.of(other)));
    assertRefused(live, network, "ledger-damaged");
    put(PAGE, page.slice(0, page.size() - 1));
    assertRefused(live, network, "ledger-damaged");
    put(PAGE, page);
    put(Table.mapPage(1, Digest.ZERO), page);
    assertRefused(live, network, "ledger-damaged");
  }

  @Test
  void refusesRowsThatAreNoLedger() throws Exception {
    put(Table.meta("anything"), Bytes.EMPTY);
    assertRefused(live, network, "ledger-damaged");
  }

  @Test
  void refusesATipWhoseBlockIsNotThere() throws Exception {
    try (TestLedger made = new TestLedger(live, network)) {
      made.apply(network.story(1));
    }
    put(Table.header(1), Bytes.fromHex("00"));
    assertRefused(live, network, "ledger-damaged");
  }

  @Test
  void refusesADirectoryInUse() throws LedgerException {
    try (Ledger first = Ledger.open(live, network.genesis)) {
      assertThat(first.tip().height()).isZero();
      assertRefused(live, network, "ledger-in-use");
    }
  }

  @Test
  void refusesAPlaceThatIsNoDirectory() throws IOException {
    Files.writeString(live, "a file");
    assertRefused(live, network, "ledger-unreadable");
  }

  private static void copyAnchor(Path from, Path to) throws IOException {
    Files.copy(from.resolve("anchor"), to.resolve("anchor"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void put(Bytes key, Bytes value) throws Exception {
    try (Store store = Store.open(live, StoreConfig.DEFAULT, LogRecovery.EXACT);
        StoreBatch batch = new StoreBatch()) {
      store.write(batch.put(key, value));
    }
  }

  private static void assertRefused(Path directory, TestNetwork network, String code) {
    assertThatThrownBy(() -> Ledger.open(directory, network.genesis).close())
        .isInstanceOfSatisfying(
            LedgerException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private Path copy(String name) throws IOException {
    Path target = Files.createDirectory(root.resolve(name));
    for (Path file : files(live)) {
      if (!file.getFileName().toString().equals("LOCK")) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return target;
  }

  private static Path onlyLog(Path directory) throws IOException {
    List<Path> logs =
        files(directory).stream()
            .filter(file -> file.toString().endsWith(".log"))
            .filter(file -> file.toFile().length() > 0)
            .toList();
    assertThat(logs).hasSize(1);
    return logs.get(0);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.toList());
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) size));
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x10;
    Files.write(file, bytes);
  }
}
