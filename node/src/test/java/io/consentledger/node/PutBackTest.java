package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.ledger.Ledger;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody restores an old copy of a node's database, while its order went on. */
final class PutBackTest {
  @TempDir private Path directory;

  @Test
  void isNoticedAndHealed() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 4)) {
      Author bank = network.author(0);
      TestNode victim = network.node(3);
      commit(network, bank, 1);
      network.awaitSameHead();
      victim.stop();
      Path ledger = ConfigReader.read(victim.config()).dataDir().resolve("ledger");
      copy(ledger, directory.resolve("old"));
      victim.start();
      network.awaitReady();
      commit(network, bank, 2);
      network.awaitSameHead();
      victim.stop();

      putBack(directory.resolve("old"), ledger);
      assertThat(missing(victim)).as("positions that were synced and are gone").isPositive();
      victim.start();
      network.awaitReady();
      assertThat(network.awaitSameHead()).isEqualTo(2);
      victim.stop();
      assertThat(missing(victim)).isZero();
    }
  }

  private static void commit(TestNetwork network, Author bank, int version) {
    assertThat(network.awaitLeader().client().submit(bank.notice(version)).status()).isEqualTo(200);
  }

  private static long missing(TestNode node) throws Exception {
    NodeConfig config = ConfigReader.read(node.config());
    try (Ledger ledger =
        Ledger.open(config.dataDir().resolve("ledger"), NodeMaterial.load(config).genesis())) {
      return ledger.syncedIndex() - ledger.applied().index();
    }
  }

  /** All of the database, but not the anchor beside it. */
  private static void putBack(Path old, Path ledger) throws IOException {
    for (Path file : files(ledger)) {
      if (!file.getFileName().toString().equals("anchor")) {
        Files.delete(file);
      }
    }
    for (Path file : files(old)) {
      if (!file.getFileName().toString().equals("anchor")) {
        Files.copy(file, ledger.resolve(file.getFileName()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
