package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is damaged, {@code consent-node repair} names it, keeps it, and the node comes back. */
final class RepairTest {
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
    victim.stop();
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void findsNothingToDoOnAWholeNode() {
    assertThat(repair("--dry-run")).contains("Nothing has to be set aside");
    assertThat(repair()).contains("Nothing has to be set aside");
    comesBack();
  }

  @Test
  void aDamagedLedger() throws Exception {
    Path table = file("ledger", ".log");
    byte[] content = Files.readAllBytes(table);
    content[content.length / 2] ^= 1;
    Files.write(table, content);
    assertThat(repair("--dry-run")).contains("Plan: set the ledger aside", "nothing was done");
    assertThat(Files.readAllBytes(table)).isEqualTo(content);
    assertThat(repair()).contains("Plan: set the ledger aside", "Moved ");
    assertThat(kept("ledger")).isDirectory();
    comesBack();
  }

  @Test
  void aLostAnchor() throws Exception {
    Files.delete(data.resolve("ledger/anchor"));
    assertThat(repair()).contains("ledger-damaged", "Plan: set the ledger aside");
    comesBack();
  }

  @Test
  void aLedgerThatIsGoneAndALogThatIsDamaged() throws Exception {
    try (Stream<Path> all = Files.walk(data.resolve("ledger"))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Path log = file("raft", "log_inprogress_0");
    byte[] content = Files.readAllBytes(log);
    content[content.length / 2] ^= 1;
    Files.write(log, content);
    assertThat(repair()).contains("raft-log-damaged", "Plan: set the log aside");
    assertThat(kept("raft")).isDirectory();
    comesBack();
  }

  @Test
  void aLogThatIsGone() throws Exception {
    Files.move(data.resolve("raft"), directory.resolve("gone"));
    assertThat(repair()).contains("raft-log-missing", "Plan: set the log aside");
    assertThat(kept("ledger")).isDirectory();
    comesBack();
  }

  @Test
  void aVoteLockThatIsDamaged() throws Exception {
    Files.write(data.resolve("vote-lock"), new byte[100]);
    assertThat(repair()).contains("vote-lock-damaged", "Plan: set the vote lock aside");
    assertThat(kept("vote-lock")).hasBinaryContent(new byte[100]);
    comesBack();
  }

  @Test
  void aVoteLockThatIsGone() throws Exception {
    Files.delete(data.resolve("vote-lock"));
    assertThat(repair()).contains("vote-lock-missing", "Plan: set the vote lock aside");
    comesBack();
  }

  @Test
  void theCommandsOfTheGuideAreThese() throws Exception {
    Path page =
        Path.of(System.getProperty("consentledger.root", ".."))
            .resolve("docs/how-to/bring-a-node-back.md");
    List<String> commands =
        Files.readAllLines(page).stream().filter(line -> line.startsWith("consent-node ")).toList();
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      List<String> args =
          Stream.of(command.replace("FILE", victim.config().toString()).split(" "))
              .skip(1)
              .toList();
      assertThat(run(args)).as(command).isZero();
    }
  }

  @Test
  void refusesANodeThatRuns() {
    victim.start();
    network.awaitReady();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ConsentNode command =
        new ConsentNode(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    assertThat(command.execute(List.of("repair", "--config", victim.config().toString())))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("[node-running]");
  }

  private String repair(String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    ConsentNode command = new ConsentNode(printed, printed, InstantSource.system());
    List<String> args =
        Stream.concat(
                Stream.of("repair", "--config", victim.config().toString()), Stream.of(options))
            .toList();
    assertThat(command.execute(args)).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int run(List<String> args) {
    PrintStream printed =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new ConsentNode(printed, printed, InstantSource.system()).execute(args);
  }

  private void comesBack() {
    commit(1);
    victim.start();
    network.awaitReady();
    commit(2);
    assertThat(network.awaitSameHead()).isEqualTo(version);
    TestNetwork.await("its blocks are certified", () -> certified() == version);
    for (TestNode node : network.nodes()) {
      assertThat(node.client().get("/v1/status").body().get("divergence").isNull()).isTrue();
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

  private Path file(String part, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve(part))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private Path kept(String part) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("set-aside-"))
          .findFirst()
          .orElseThrow()
          .resolve(part);
    }
  }
}
