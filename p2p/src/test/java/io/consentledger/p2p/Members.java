package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.OrganisationCa;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members of the network under test, each with its own organisation's CA. */
final class Members {
  static final Digest NETWORK = Digest.of(Bytes.utf8("the network under test"));

  /** "evil" is a member like the others, whose key the hostile client of the tests holds. */
  static final List<String> IDS = List.of("alpha", "bravo", "charlie", "delta", "evil", "mike");

  private static final Map<String, OrganisationCa> CAS =
      IDS.stream().collect(Collectors.toMap(Function.identity(), Members::newCa));
  private static final Map<String, TlsIdentity> IDENTITIES =
      IDS.stream().collect(Collectors.toMap(Function.identity(), Members::again));

  private static final int PORT_FIRST = 12_000;
  private static final int PORTS = 18_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 131 % PORTS));

  private Members() {}

  static TlsIdentity identity(String id) {
    return Objects.requireNonNull(IDENTITIES.get(id));
  }

  static PeerTrust trust() {
    Map<String, X509Certificate> cas = new TreeMap<>();
    CAS.forEach((id, ca) -> cas.put(id, ca.certificate()));
    return new PeerTrust(cas);
  }

  /** A certificate that names the member, by a CA of the same name that is not the member's. */
  static TlsIdentity foreign(String id) {
    return issue(newCa(id), id);
  }

  /** A certificate by one member's CA that names another member. */
  static TlsIdentity wronglyNamed(String ofCa, String id) {
    return issue(Objects.requireNonNull(CAS.get(ofCa)), id);
  }

  /** A second certificate for a member, by its own CA. */
  static TlsIdentity again(String id) {
    return wronglyNamed(id, id);
  }

  /**
   * A port that nobody listens on, below those that systems give to outgoing connections: such a
   * one could be taken between this answer and its use.
   */
  static InetSocketAddress freeAddress() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int tries = 0; tries < PORTS; tries++) {
      int port = PORT_FIRST + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
        return new InetSocketAddress(loopback, socket.getLocalPort());
      } catch (IOException taken) {
        // The next one.
      }
    }
    throw new AssertionError("no free port");
  }

  private static OrganisationCa newCa(String id) {
    return OrganisationCa.create(
        id, InstantSource.system(), Duration.ofDays(30), new SecureRandom());
  }

  private static TlsIdentity issue(OrganisationCa ca, String id) {
    return ca.issueNode(id, List.of("127.0.0.1"), Duration.ofDays(10));
  }
}
