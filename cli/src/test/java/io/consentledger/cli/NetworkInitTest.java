package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.TlsFiles;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.model.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkInitTest {
  @TempDir Path directory;

  @Test
  void makesAGenesisFileThatNodesAccept() throws Exception {
    Path home = directory.resolve("net");
    Cli.withNetwork(home);
    Genesis genesis = Genesis.parse(Bytes.copyOf(Files.readAllBytes(home.resolve("genesis.json"))));
    assertThat(genesis.organisations())
        .extracting(Organisation::name)
        .containsExactly("bank", "insurer", "retailer", "regulator");
    assertThat(genesis.organisation("regulator").orElseThrow().roles())
        .containsExactly(Role.AUTHORITY);
    assertThat(genesis.vocabulary().sha256()).isEqualTo(Vocabulary.shipped().sha256());
    assertThat(Files.readString(home.resolve("network.json")))
        .contains(genesis.networkId().toHex());
    for (Organisation organisation : genesis.organisations()) {
      assertThat(
              KeyFiles.read(home.resolve("parties/" + organisation.name() + ".key.pem"))
                  .verifyingKey())
          .isEqualTo(organisation.signingKey());
      Path node = home.resolve("nodes/" + organisation.name() + "-1");
      assertThat(KeyFiles.read(node.resolve("validator.key.pem")).verifyingKey())
          .isEqualTo(organisation.node().orElseThrow().validatorKey());
      assertThat(TlsFiles.read(node.resolve("tls.key.pem"), node.resolve("tls.chain.pem")).chain())
          .hasSize(2);
    }
  }

  @Test
  void keepsEveryKeyFromOthers() throws Exception {
    Path home = directory.resolve("net");
    Cli.withNetwork(home);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path key : files.filter(file -> file.toString().endsWith("key.pem")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void configuresEachNodeWithItsOwnAddressAndAllItsPeers() throws Exception {
    Path home = directory.resolve("net");
    Cli.without().run("network", "init", home.toString(), "--base-port", "9000");
    String yaml = Files.readString(home.resolve("nodes/insurer-1/node.yaml"));
    assertThat(yaml)
        .contains("nodeId: insurer-1")
        .contains("http: {host: \"127.0.0.1\", port: 9012}")
        .contains("raft: {host: \"127.0.0.2\", port: 9022}")
        .contains("{nodeId: bank-1, raft: \"127.0.0.1:9021\", p2p: \"127.0.0.1:9031\"}")
        .doesNotContain("{nodeId: insurer-1");
  }

  @Test
  void neverOverwrites() throws Exception {
    Path home = directory.resolve("net");
    Cli.withNetwork(home);
    byte[] before = Files.readAllBytes(home.resolve("genesis.json"));
    Cli.Run again = Cli.without().run("network", "init", home.toString());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("[home-exists]");
    assertThat(Files.readAllBytes(home.resolve("genesis.json"))).isEqualTo(before);
  }

  @Test
  void fillsAnEmptyDirectoryAndSaysWhatToDoNext() throws Exception {
    Path home = Files.createDirectory(directory.resolve("empty"));
    Cli.Run run = Cli.without().run("network", "init", home.toString());
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("consent-node run --config").contains("export CONSENT_HOME=");
  }

  @Test
  void placesNodesOnOtherMachines() throws Exception {
    Path home = directory.resolve("net");
    Cli.Run run =
        Cli.without()
            .run(
                "network",
                "init",
                home.toString(),
                "--json",
                "--organisations",
                "a:CONTROLLER+RECIPIENT:Alpha & Co.,b:AUTHORITY",
                "--hosts",
                "a.example,b.example");
    assertThat(run.exit()).isZero();
    assertThat(run.json().path("nodes")).hasSize(2);
    assertThat(Files.readString(home.resolve("nodes/a-1/node.yaml")))
        .contains("raft: {host: \"a.example\"")
        .contains("{nodeId: b-1, raft: \"b.example:")
        .contains("http: {host: \"127.0.0.1\"");
    assertThat(Files.readString(home.resolve("network.json")))
        .contains("\"url\" : \"http://a.example:8411\"", "\"url\" : \"http://b.example:8412\"");
  }

  @Test
  void tellsWhatGoesToWhichMachine() {
    Path home = directory.resolve("net");
    String members = "a:CONTROLLER,b:AUTHORITY";
    Cli.Run run =
        Cli.without()
            .run(
                "network",
                "init",
                home.toString(),
                "--organisations",
                members,
                "--hosts",
                "a.example,b.example");
    assertThat(run.out())
        .contains("a.example: nodes/a-1, parties/a.key.pem, cas/a.*")
        .contains("b.example: nodes/b-1, parties/b.key.pem, cas/b.*")
        .doesNotContain("consent-node run")
        .doesNotContain("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--organisations|a:KING|organisations-malformed",
        "--organisations|A:CONTROLLER|organisations-malformed",
        "--organisations|a:CONTROLLER,a:AUTHORITY|organisations-malformed",
        "--organisations|a:CONTROLLER+CONTROLLER|organisations-malformed",
        "--organisations|a:CONTROLLER:<b>|organisations-malformed",
        "--base-port|80|base-port-invalid",
        "--base-port|65535|base-port-invalid",
        "--hosts|one.example|hosts-malformed",
        "--hosts|a b,c,d,e|hosts-malformed",
        "--name|Net|network-name-invalid"
      })
  void namesTheMistakeAndMakesNothing(String option, String value, String code) {
    Path home = directory.resolve("net");
    Cli.Run run = Cli.without().run("network", "init", home.toString(), option, value);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[" + code + "]");
    assertThat(home).doesNotExist();
  }
}
