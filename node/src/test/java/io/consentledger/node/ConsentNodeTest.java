package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.network.TestNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, on the files of a network of two that isn't running. */
final class ConsentNodeTest {
  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private TestNetwork network;
  private Path config;
  private Path other;

  @BeforeEach
  void makeNetwork() throws Exception {
    network = TestNetwork.make(directory, 2);
    config = network.node(0).config();
    other = network.node(1).config();
  }

  private int run(String... args) {
    return new ConsentNode(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system())
        .execute(List.of(args));
  }

  private int check() {
    return run("check-config", "--config", config.toString());
  }

  private void copyFromOther(String name) throws IOException {
    Files.copy(
        other.resolveSibling(name),
        config.resolveSibling(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void acceptsWhatNetworkInitMakes() {
    assertThat(check()).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("bank-1").contains("is right");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("run")).isEqualTo(2);
    assertThat(run("dance", "--config", config.toString())).isEqualTo(2);
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("check-config").contains("fsck");
  }

  @Test
  void namesEveryMistakeOnItsOwnLine() throws IOException {
    Files.writeString(
        config, Files.readString(config).replace("nodeId: bank-1", "nodeId: BANK") + "more: 1\n");

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("nodeId: ").contains("more: ");
  }

  @Test
  void refusesKeysOfAnotherNodeBothAtOnce() throws IOException {
    copyFromOther("tls.key.pem");
    copyFromOther("tls.chain.pem");
    copyFromOther("validator.key.pem");

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("certificate-of-another-node")
        .contains("validator-key-mismatch");
  }

  @Test
  void refusesAKeyThatDoesNotBelongToItsCertificate() throws IOException {
    copyFromOther("tls.key.pem");

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("tls-key-mismatch");
  }

  @Test
  void refusesAKeyFileThatOthersMayRead() throws IOException {
    Files.setPosixFilePermissions(
        config.resolveSibling("validator.key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("key-file-permissions");
  }

  @Test
  void refusesAGenesisFileOfAnotherNetwork() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    TestNetwork foreign = TestNetwork.make(elsewhere, 2);
    Files.copy(
        foreign.directory().resolve("genesis.json"),
        network.directory().resolve("genesis.json"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("validator-key-mismatch");
  }

  @Test
  void refusesAGenesisFileOfWhichAByteIsWrong() throws IOException {
    Path genesis = network.directory().resolve("genesis.json");
    Files.writeString(genesis, Files.readString(genesis).replace("\"quorum\"", " \"quorum\""));

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("genesis-malformed");
  }

  @Test
  void refusesPeersThatAreNotThoseOfTheGenesisFile() throws IOException {
    Files.writeString(
        config, Files.readString(config).replace("nodeId: insurer-1", "nodeId: stranger-1"));

    assertThat(check()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("peers[0].nodeId")
        .contains("peer-missing")
        .contains("insurer-1");
  }

  @Test
  void fsckSaysWhenThereIsNothingToCheckYet() {
    assertThat(run("fsck", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("run the node first");
  }
}
