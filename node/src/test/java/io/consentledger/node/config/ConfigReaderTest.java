package io.consentledger.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {
  private static final String GOOD =
      """
      nodeId: bank-1
      genesis: genesis.json
      dataDir: data
      tlsKey: tls.key.pem
      tlsChain: tls.chain.pem
      validatorKey: validator.key.pem
      pidFile: node.pid
      http: {host: 127.0.0.1, port: 8411}
      raft: {host: 127.0.0.1, port: 8421, electionTimeoutMinMs: 600, electionTimeoutMaxMs: 1200}
      p2p: {host: 127.0.0.1, port: 8431}
      peers:
        - {nodeId: insurer-1, raft: "127.0.0.2:8422", p2p: "127.0.0.2:8432"}
      """;

  @TempDir private Path directory;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        List.of("genesis.json", "tls.key.pem", "tls.chain.pem", "validator.key.pem")) {
      Files.createFile(directory.resolve(name));
    }
  }

  private NodeConfig read(String yaml) throws Exception {
    return ConfigReader.read(Files.writeString(directory.resolve("node.yaml"), yaml));
  }

  private List<Mistake> mistakes(String yaml) {
    try {
      read(yaml);
      return List.of();
    } catch (ConfigException refused) {
      return refused.mistakes();
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  @Test
  void readsACompleteFile() throws Exception {
    NodeConfig config = read(GOOD);

    assertThat(config.nodeId()).isEqualTo("bank-1");
    assertThat(config.genesis()).isEqualTo(directory.resolve("genesis.json"));
    assertThat(config.http()).isEqualTo(new HostPort("127.0.0.1", 8411));
    assertThat(config.raft().electionTimeoutMax()).isEqualTo(Duration.ofMillis(1200));
    assertThat(config.peers())
        .containsExactly(
            new PeerSettings(
                "insurer-1", new HostPort("127.0.0.2", 8422), new HostPort("127.0.0.2", 8432)));
    assertThat(config.limits()).isEqualTo(LimitSettings.DEFAULTS);
  }

  @Test
  void keepsTheKeysOfDetailsApartFromWhatIsBackedUp() throws Exception {
    assertThat(read(GOOD).details()).isEmpty();
    assertThat(read(GOOD + "details: {store: details, keys: keys}\n").details())
        .contains(new DetailSettings(directory.resolve("details"), directory.resolve("keys")));
    for (String keys : List.of("details/keys", "details", "data/keys")) {
      assertThat(mistakes(GOOD + "details: {store: details, keys: " + keys + "}\n"))
          .extracting(Mistake::code)
          .contains("keys-in-backup");
    }
  }

  @Test
  void takesAnAuthorityForTimestamps() throws Exception {
    assertThat(read(GOOD).timestamping()).isEmpty();
    assertThat(read(GOOD + "timestamping: {url: 'https://tsa.example/x'}\n").timestamping())
        .contains(
            new TimestampSettings(URI.create("https://tsa.example/x"), Duration.ofMinutes(60)));
  }

  @Test
  void refusesAnAuthorityThatIsNoUrl() {
    for (String url : List.of("ftp://tsa.example", "tsa", "http://a:b@tsa.example", "http:// x")) {
      assertThat(mistakes(GOOD + "timestamping: {url: '" + url + "'}\n"))
          .extracting(Mistake::path)
          .containsExactly("timestamping.url");
    }
    assertThat(
            mistakes(GOOD + "timestamping: {url: 'http://t.example', intervalMinutes: 0, a: 1}\n"))
        .extracting(Mistake::code)
        .containsExactly("value-out-of-range", "key-unknown");
  }

  @Test
  void takesTheLimitsThatAreGivenAndDefaultsForTheOthers() throws Exception {
    NodeConfig config = read(GOOD + "limits: {batchDelayMs: 9, mempoolTransactionsMax: 500}\n");

    assertThat(config.limits().batchDelay()).isEqualTo(Duration.ofMillis(9));
    assertThat(config.limits().mempoolTransactionsMax()).isEqualTo(500);
    assertThat(config.limits().batchBytesMax()).isEqualTo(LimitSettings.DEFAULTS.batchBytesMax());
  }

  @ParameterizedTest(name = "{2} at {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nodeId: bank-1 | nodeId: Bank_1 | value-invalid | nodeId",
        "nodeId: bank-1 | nodeId: 17 | value-invalid | nodeId",
        "nodeId: bank-1 | | key-missing | nodeId",
        "nodeId: bank-1 | nodeId: null | key-missing | nodeId",
        "genesis: genesis.json | genesis: gone.json | file-missing | genesis",
        "genesis: genesis.json | genesis: [a] | value-invalid | genesis",
        "tlsKey: tls.key.pem | tlsKey: gone.pem | file-missing | tlsKey",
        "tlsChain: tls.chain.pem | tlsChain: '' | value-invalid | tlsChain",
        "validatorKey: validator.key.pem | | key-missing | validatorKey",
        "dataDir: data | dataDir: no/such/data | directory-missing | dataDir",
        "pidFile: node.pid | pidFile: no/node.pid | directory-missing | pidFile",
        "port: 8411 | port: '8411' | value-invalid | http.port",
        "port: 8411 | port: 0 | value-out-of-range | http.port",
        "port: 8411 | port: 65536 | value-out-of-range | http.port",
        "port: 8411 | port: 8.5 | value-invalid | http.port",
        "port: 8411 | port: 99999999999 | value-invalid | http.port",
        "{host: 127.0.0.1, port: 8411} | {host: 0.0.0.0, port: 8411} | http-loopback-only |"
            + " http.host",
        "{host: 127.0.0.1, port: 8411} | {host: '::', port: 8411} | http-loopback-only | http.host",
        "{host: 127.0.0.1, port: 8411} | {host: 10.0.0.7, port: 8411} | http-loopback-only |"
            + " http.host",
        "{host: 127.0.0.1, port: 8411} | {host: example.org, port: 8411} | http-loopback-only |"
            + " http.host",
        "{host: 127.0.0.1, port: 8411} | {host: 127.0.0.1.example.org, port: 8411} |"
            + " http-loopback-only | http.host",
        "{host: 127.0.0.1, port: 8411} | {port: 8411} | key-missing | http.host",
        "{host: 127.0.0.1, port: 8411} | {host: 127.0.0.1, port: 8411, tls: true} | key-unknown |"
            + " http.tls",
        "{host: 127.0.0.1, port: 8411} | 8411 | value-invalid | http",
        "port: 8431 | port: 8421 | address-clash | p2p",
        "port: 8431 | port: 8411 | address-clash | http",
        "electionTimeoutMinMs: 600 | electionTimeoutMinMs: 5 | value-out-of-range |"
            + " raft.electionTimeoutMinMs",
        "electionTimeoutMaxMs: 1200 | electionTimeoutMaxMs: 600 | value-out-of-range |"
            + " raft.electionTimeoutMaxMs",
        "electionTimeoutMaxMs: 1200 | electionTimeoutMaxMs: soon | value-invalid |"
            + " raft.electionTimeoutMaxMs",
        "nodeId: insurer-1 | nodeId: bank-1 | peer-is-self | peers[0].nodeId",
        "127.0.0.2:8422 | 127.0.0.2 | value-invalid | peers[0].raft",
        "127.0.0.2:8422 | 127.0.0.2:08422 | value-invalid | peers[0].raft",
        "127.0.0.2:8422 | 127.0.0.2:70000 | value-invalid | peers[0].raft",
        "127.0.0.2:8422 | ':8422' | value-invalid | peers[0].raft",
        "127.0.0.2:8422 | 127.0.0.2:8432 | address-clash | peers[0].p2p",
        "127.0.0.2:8422 | 127.0.0.1:8421 | address-clash | peers[0].raft",
        "peers: | peers: 3 # | config-malformed | ''",
      })
  void namesTheMistakeAndItsPlace(String from, String to, String code, String path) {
    String yaml = GOOD.replace(from, to == null ? "" : to);
    assertThat(yaml).isNotEqualTo(GOOD);

    assertThat(mistakes(yaml))
        .extracting(Mistake::code, Mistake::path)
        .contains(org.assertj.core.groups.Tuple.tuple(code, path));
  }

  @ParameterizedTest(name = "limits: {0}")
  @CsvSource({
    "mempoolTransactionsMax, 1",
    "mempoolBytesMax, 100",
    "batchTransactionsMax, 0",
    "batchBytesMax, 1",
    "batchDelayMs, -1",
    "batchesInFlightMax, 1000"
  })
  void refusesLimitsOutOfRange(String key, int value) {
    assertThat(mistakes(GOOD + "limits: {" + key + ": " + value + "}\n"))
        .extracting(Mistake::code, Mistake::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("value-out-of-range", "limits." + key));
  }

  @Test
  void namesEveryMistakeAtOnce() {
    String yaml =
        GOOD.replace("bank-1", "BANK")
                .replace("genesis.json", "gone.json")
                .replace("port: 8411", "port: 0")
            + "extra: 1\nlimits: {batchDelay: 4}\n";

    assertThat(mistakes(yaml))
        .extracting(Mistake::path)
        .containsExactlyInAnyOrder("nodeId", "genesis", "http.port", "extra", "limits.batchDelay");
  }

  @Test
  void refusesAPeerThatIsListedTwice() {
    String twice = GOOD + "  - {nodeId: insurer-1, raft: \"127.0.0.3:1\", p2p: \"127.0.0.3:2\"}\n";

    assertThat(mistakes(twice))
        .containsExactly(
            new Mistake("peer-twice", "peers[1].nodeId", "is listed already as peers[0]"));
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThat(mistakes(GOOD + "nodeId: other-1\n"))
        .extracting(Mistake::code)
        .containsExactly("config-malformed");
  }

  @ParameterizedTest
  @CsvSource({"''", "'just text'", "'- a'", "'a: [1'", "'a: b: c'", "'a: 1\n---\nb: 2'"})
  void refusesWhatIsNotOneYamlObject(String yaml) {
    assertThat(mistakes(yaml)).extracting(Mistake::code).containsExactly("config-malformed");
  }

  @Test
  void refusesAFileOfAbsurdSize() {
    assertThat(mistakes(GOOD + "#".repeat(Limits.CONFIG_FILE_BYTES_MAX)))
        .extracting(Mistake::code)
        .containsExactly("config-too-large");
  }

  @Test
  void saysWhenThereIsNoSuchFile() {
    assertThatThrownBy(() -> ConfigReader.read(directory.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config-unreadable");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.255.255.254, true",
    "::1, true",
    "localhost, true",
    "127.0.0.256, false",
    "127.1, false",
    "128.0.0.1, false",
    "localhost.example.org, false",
    "::, false"
  })
  void knowsLoopbackWithoutALookUp(String host, boolean loopback) {
    assertThat(new HostPort(host, 1).isLoopback()).isEqualTo(loopback);
  }
}
