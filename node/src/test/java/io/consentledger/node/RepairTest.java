package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.consensus.certify.Validator;
import io.consentledger.consensus.certify.VoteLock;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.DetailSettings;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.details.DetailStore;
import io.consentledger.node.health.Condition;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
    assertThat(Guide.commands("bring-a-node-back.md", "consent-node")).hasSize(3);
    followGuide("bring-a-node-back.md");
  }

  @Test
  void aHaltedCertificationByTheGuide() throws Exception {
    Path lock = data.resolve("vote-lock");
    Files.delete(lock);
    NodeConfig config = ConfigReader.read(victim.config());
    NodeMaterial material = NodeMaterial.load(config);
    Validator me =
        new Validator(
            material.genesis().networkId().digest(),
            material.genesis().validatorSet(),
            material.validatorKey(),
            0);
    try (VoteLock other = VoteLock.open(lock, me.lockOwner())) {
      other.advance(version, Digest.of());
    }
    victim.start();
    TestNetwork.await("it halts", () -> reasons().contains(Condition.CERTIFICATION_HALTED.code()));
    victim.stop();
    assertThat(Guide.commands("when-certification-has-halted.md", "consent-node")).isNotEmpty();
    followGuide("when-certification-has-halted.md");
    assertThat(kept("ledger")).isDirectory();
    comesBack();
  }

  private String reasons() {
    return victim.client().get("/health/ready").text();
  }

  private void followGuide(String page) throws Exception {
    for (String command : Guide.commands(page, "consent-node")) {
      List<String> args =
          Stream.of(command.replace("FILE", victim.config().toString()).split(" "))
              .skip(1)
              .toList();
      assertThat(run(args)).as(command).isZero();
    }
  }

  @Test
  void saysTheSameAsJson() throws Exception {
    Files.delete(data.resolve("vote-lock"));
    JsonNode planned = new ObjectMapper().readTree(repair("--dry-run", "--json"));
    assertThat(planned.at("/findings/0/code").asText()).isEqualTo("vote-lock-missing");
    assertThat(planned.at("/plan/0").asText()).isEqualTo("vote-lock");
    assertThat(planned.get("dryRun").asBoolean()).isTrue();
    assertThat(planned.get("moved")).isEmpty();
    JsonNode done = new ObjectMapper().readTree(repair("--json"));
    assertThat(Path.of(done.get("setAside").asText())).isDirectory();
    comesBack();
  }

  @Test
  void membersUnderOtherAddressesHealAtStart() throws Exception {
    Files.write(file("raft", "raft-meta.conf"), new byte[] {1, 2, 3});
    assertThat(repair()).contains("raft-members-damaged", "Nothing has to be set aside");
    comesBack();
  }

  @Test
  void privateDetailsThatDoNotOpenAreNamedAndLeft() throws Exception {
    DetailSettings settings = ConfigReader.read(victim.config()).details().orElseThrow();
    SubjectRef subject = SubjectRef.fromHex("ab".repeat(32));
    try (DetailStore details =
        DetailStore.open(settings.store(), settings.keys(), new SecureRandom())) {
      details.put(subject, "marketing", Bytes.utf8("details"), 1);
    }
    assertThat(repair()).doesNotContain("details-damaged");
    Path wrapping = settings.keys().resolve(subject.toHex()).resolve("relationship.key");
    byte[] key = Files.readAllBytes(wrapping);
    key[0] ^= 1;
    Files.write(wrapping, key);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(List.of("repair", "--config", victim.config().toString()), out)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("details-damaged", "put their two folders back from one backup");
    assertThat(wrapping).hasBinaryContent(key);
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
    PrintStream progress =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    ConsentNode command = new ConsentNode(printed, progress, InstantSource.system());
    List<String> args =
        Stream.concat(
                Stream.of("repair", "--config", victim.config().toString()), Stream.of(options))
            .toList();
    assertThat(command.execute(args)).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int run(List<String> args) {
    return run(args, new ByteArrayOutputStream());
  }

  private static int run(List<String> args, ByteArrayOutputStream out) {
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
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
