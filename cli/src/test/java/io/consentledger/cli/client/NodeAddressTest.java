package io.consentledger.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8411", "http://localhost:8411", "http://[::1]:8411"})
  void isReachedAsItIsNamed(String url) {
    NodeAddress node = new NodeAddress("bank-1", URI.create(url));
    assertThat(node.reach()).isEqualTo(URI.create(url));
    assertThat(node.isLoopback()).isTrue();
  }

  @Test
  void isReachedOverLoopbackWhereItStandsOnThisMachine() throws Exception {
    Optional<InetAddress> own =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(own.isPresent(), "this machine has no address but loopback");
    NodeAddress node =
        new NodeAddress("bank-1", URI.create("http://" + own.get().getHostAddress() + ":8411"));
    assertThat(node.reach()).isEqualTo(URI.create("http://127.0.0.1:8411"));
    assertThat(node.isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.7:8411", "http://nobody.invalid:8411"})
  void isAskedWhereItStandsOtherwise(String url) {
    NodeAddress node = new NodeAddress("bank-1", URI.create(url));
    assertThat(node.reach()).isEqualTo(URI.create(url));
    assertThat(node.isLoopback()).isFalse();
  }
}
