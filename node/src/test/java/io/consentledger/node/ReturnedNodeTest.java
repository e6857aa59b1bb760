package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk lost something comes back under its id, while the others go on. */
final class ReturnedNodeTest {
  @TempDir private Path directory;
  private TestNetwork network;
  private TestNode victim;
  private Path data;
  private int version;

  @BeforeEach
  void fill() throws Exception {
    network = TestNetwork.start(directory, 4);
    commit(3);
    network.awaitSameHead();
    victim = network.aFollower();
    data = ConfigReader.read(victim.config()).dataDir();
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void fromAWipedDisk() throws Exception {
    victim.stop();
    commit(2);
    delete(data);
    comesBack();
  }

  @Test
  void fromAnOlderCopyOfItsDisk() throws Exception {
    victim.stop();
    Path copy = directory.resolve("copy");
    copy(data, copy);
    victim.start();
    network.awaitReady();
    commit(3);
    network.awaitSameHead();
    victim.stop();
    delete(data);
    copy(copy, data);
    comesBack();
  }

  @Test
  void fromALostLog() throws Exception {
    victim.stop();
    try (Stream<Path> files = Files.walk(data.resolve("raft"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("log_")) {
          Files.delete(file);
        }
      }
    }
    comesBack();
  }

  private void comesBack() {
    String leader = network.awaitLeader().name();
    commit(1);
    victim.start();
    commit(2);
    network.awaitReady();
    assertThat(network.awaitSameHead()).isEqualTo(version);
    commit(2);
    assertThat(network.awaitSameHead()).isEqualTo(version);
    assertThat(network.awaitLeader().name()).isEqualTo(leader);
    TestNetwork.await("its blocks are certified", () -> certified() == version);
    for (TestNode node : network.nodes()) {
      JsonNode status = node.client().get("/v1/status").body();
      assertThat(status.get("divergence").isNull()).as(status.toString()).isTrue();
      assertThat(status.at("/certification/stopped").isNull()).as(status.toString()).isTrue();
    }
  }

  private long certified() {
    return victim.client().get("/v1/status").body().at("/certification/certifiedHeight").asLong();
  }

  private void commit(int count) {
    Author bank = network.author(0);
    for (int i = 0; i < count; i++) {
      version++;
      assertThat(network.awaitLeader().client().submit(bank.notice(version)).status())
          .isEqualTo(200);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
