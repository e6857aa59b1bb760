package io.consentledger.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.TlsIdentity;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is let in: members, proven by their own CA, over TLS 1.3, in the right direction. */
class LinkSecurityTest {
  private final Rig rig = Rig.of(Rig.FAST, "bravo", "mike");

  @BeforeEach
  void start() throws IOException {
    rig.startAll().awaitMesh();
  }

  /** Whatever was refused, an honest peer beside it goes on. */
  @AfterEach
  void honestTrafficGoesOn() {
    Bytes item = Bytes.utf8("honest");
    rig.submit("bravo", item);
    Await.until("honest item arrives", () -> rig.node("mike").holds(item));
    rig.close();
  }

  private void awaitClosed(CloseReason reason) {
    Await.until(reason + " counted", () -> rig.network("mike").statistics().closed(reason) > 0);
  }

  private void refusesAtTls(@Nullable TlsIdentity identity) throws IOException {
    try (RawPeer peer = RawPeer.tls(rig.address("mike"), identity, "TLSv1.3")) {
      // With TLS 1.3 the client is done before the server has judged its certificate.
      assertThat(peer.tryReadFrame()).isEqualTo(-1);
    }
    awaitClosed(CloseReason.TLS_REFUSED);
  }

  @Test
  void refusesForeignCa() throws IOException {
    refusesAtTls(Members.foreign("alpha"));
  }

  @Test
  void refusesMemberNamedByAnotherMembersCa() throws IOException {
    refusesAtTls(Members.wronglyNamed("bravo", "alpha"));
  }

  @Test
  void refusesUnknownNodeOfAKnownCa() throws IOException {
    refusesAtTls(Members.wronglyNamed("bravo", "zulu"));
  }

  @Test
  void refusesClientWithoutCertificate() throws IOException {
    refusesAtTls(null);
  }

  @Test
  void refusesTls12() {
    assertThatThrownBy(
            () -> RawPeer.tls(rig.address("mike"), Members.identity("bravo"), "TLSv1.2").close())
        .isInstanceOf(IOException.class);
    awaitClosed(CloseReason.TLS_REFUSED);
  }

  @Test
  void refusesPlaintext() throws IOException {
    try (RawPeer peer = RawPeer.plain(rig.address("mike"))) {
      peer.send(Bytes.utf8("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      assertThat(peer.tryReadFrame()).isEqualTo(-1);
    }
    awaitClosed(CloseReason.TLS_REFUSED);
  }

  @Test
  void refusesItself() throws IOException {
    try (RawPeer peer = RawPeer.tls(rig.address("mike"), Members.again("mike"), "TLSv1.3")) {
      assertThat(peer.tryReadFrame()).isEqualTo(-1);
    }
    awaitClosed(CloseReason.IDENTITY_REFUSED);
  }

  @Test
  void refusesMemberThatIsToBeDialledNotToDial() throws IOException {
    try (RawPeer peer = RawPeer.tls(rig.address("bravo"), Members.identity("mike"), "TLSv1.3")) {
      assertThat(peer.tryReadFrame()).isEqualTo(-1);
    }
    Await.until(
        "counted",
        () -> rig.network("bravo").statistics().closed(CloseReason.IDENTITY_REFUSED) > 0);
  }

  private void refusesHello(Frame.Hello hello, CloseReason reason) throws IOException {
    try (RawPeer peer = RawPeer.proven(rig.address("mike"), "bravo")) {
      peer.send(hello);
      assertThat(peer.closedByPeer()).isTrue();
    }
    awaitClosed(reason);
    assertThat(rig.status("mike", "bravo").count(PeerMetric.VIOLATIONS)).isZero();
  }

  @Test
  void refusesAnotherNetwork() throws IOException {
    Digest other = Digest.of(Bytes.utf8("another network"));
    refusesHello(
        new Frame.Hello(Frame.Hello.VERSION, other, "bravo"), CloseReason.NETWORK_MISMATCH);
  }

  @Test
  void refusesAnotherProtocolVersion() throws IOException {
    refusesHello(
        new Frame.Hello(Frame.Hello.VERSION - 1, Members.NETWORK, "bravo"),
        CloseReason.VERSION_UNSUPPORTED);
  }

  @Test
  void refusesHelloThatNamesAnotherMember() throws IOException {
    refusesHello(
        new Frame.Hello(Frame.Hello.VERSION, Members.NETWORK, "alpha"),
        CloseReason.IDENTITY_REFUSED);
  }

  @Test
  void diallerRefusesAMemberOtherThanTheOneItDialled() throws IOException {
    // alpha finds mike where it expects bravo.
    diallerRefuses(Map.of("bravo", rig.address("mike")), CloseReason.IDENTITY_REFUSED);
  }

  @Test
  void diallerRefusesAServerThatNoMembersCaVouchesFor() throws IOException {
    Rig impostor = Rig.of(Rig.FAST, "charlie");
    try (impostor) {
      impostor.start("charlie", Members.foreign("charlie"));
      diallerRefuses(Map.of("charlie", impostor.address("charlie")), CloseReason.TLS_REFUSED);
    }
  }

  private static void diallerRefuses(Map<String, InetSocketAddress> peers, CloseReason reason)
      throws IOException {
    try (PeerNetwork alpha = alpha(peers, TlsContexts.provider())) {
      alpha.start();
      Await.until("refused again and again", () -> alpha.statistics().closed(reason) >= 2);
      assertThat(alpha.peers()).noneMatch(PeerStatus::connected);
    }
  }

  private static PeerNetwork alpha(Map<String, InetSocketAddress> peers, SslProvider provider) {
    PeerNetworkConfig config =
        PeerNetworkConfig.of(Members.NETWORK, "alpha", Members.freeAddress(), peers)
            .withTimings(Rig.FAST);
    return new PeerNetwork(
        config,
        Members.identity("alpha"),
        Members.trust(),
        new RecordingNode(),
        new Random(3),
        provider);
  }

  @Test
  void linksOverTheTlsOfTheJdkToo() throws IOException {
    try (Rig other = Rig.of(Rig.FAST, "alpha", "mike");
        PeerNetwork alpha = alpha(Map.of("mike", byName(other.address("mike"))), SslProvider.JDK)) {
      other.start("mike");
      alpha.start();
      Await.until("linked", () -> alpha.peers().get(0).connected());
      alpha.broadcast(Bytes.utf8("over the JDK"));
      Await.until("arrived", () -> other.node("mike").holds(Bytes.utf8("over the JDK")));
    }
  }

  private static InetSocketAddress byName(InetSocketAddress address) {
    return InetSocketAddress.createUnresolved("localhost", address.getPort());
  }
}
