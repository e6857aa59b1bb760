package io.consentledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrdererConfigTest {
  private static final Map<String, String> PEERS =
      Map.of("n1", "127.0.0.1:8421", "n2", "127.0.0.2:8422");
  private static final Path HERE = Path.of("data");

  @Test
  void listensWhereItsPeersReachItByDefault() {
    OrdererConfig config = OrdererConfig.of("net", "n2", PEERS, HERE);
    assertThat(config.bindAddress()).isEqualTo("127.0.0.2:8422");
    assertThat(config.checkpointEntries()).isEqualTo(Limits.CHECKPOINT_ENTRIES);
  }

  @Test
  void namesWhatIsWrong() {
    assertRefused("own id", () -> OrdererConfig.of("net", "n3", PEERS, HERE));
    assertRefused("groupName", () -> OrdererConfig.of("", "n1", PEERS, HERE));
    assertRefused("node id N", () -> peers("n1", "a:1", "N", "b:2"));
    assertRefused("address here", () -> peers("n1", "here"));
    assertRefused("port", () -> peers("n1", "here:70000"));
    assertRefused("same address", () -> peers("n1", "a:1", "n2", "a:1"));
    OrdererConfig good = OrdererConfig.of("net", "n1", PEERS, HERE);
    Duration second = Duration.ofSeconds(1);
    assertRefused("electionTimeout", () -> good.withElectionTimeout(second, second));
    assertRefused("electionTimeout", () -> good.withElectionTimeout(Duration.ofMillis(9), second));
    assertRefused("batchBytesMax", () -> good.withInFlight(Limits.BATCH_BYTES_MAX + 1, 1));
    assertRefused("batchesInFlightMax", () -> good.withInFlight(1, 0));
    assertRefused("checkpointEntries", () -> good.withCheckpoints(0, 0));
    assertRefused("preservedEntries", () -> good.withCheckpoints(1, -1));
  }

  @Test
  void namesTheGroupByTheNetworkAlone() {
    OrdererConfig one = OrdererConfig.of("net", "n1", PEERS, HERE);
    OrdererConfig two = OrdererConfig.of("net", "n2", PEERS, Path.of("elsewhere"));
    OrdererConfig other = OrdererConfig.of("net2", "n1", PEERS, HERE);
    assertThat(Engine.groupId(one)).isEqualTo(Engine.groupId(two));
    assertThat(Engine.groupId(one)).isNotEqualTo(Engine.groupId(other));
    assertThat(Engine.groupId(one).getUuid()).hasToString("7e2dab96-8535-3f4a-90a6-d7b78549ec74");
  }

  @Test
  void takesBracketedAndBareIpv6ForTheSame() {
    assertThat(HostPort.parse("[::1]:80")).isEqualTo(HostPort.of("::1", 80));
  }

  private static OrdererConfig peers(String... idsAndAddresses) {
    Map<String, String> peers = new TreeMap<>();
    for (int i = 0; i < idsAndAddresses.length; i += 2) {
      peers.put(idsAndAddresses[i], idsAndAddresses[i + 1]);
    }
    return OrdererConfig.of("net", "n1", peers, HERE);
  }

  private static void assertRefused(String what, ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }
}
