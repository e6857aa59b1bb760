package io.consentledger.consensus;

import io.consentledger.consensus.gate.PeerRefusals;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.OrganisationCa;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Nodes n1, n2, ... on 127.0.0.1, 127.0.0.2, ..., each with a CA of its own organisation. */
final class TestGroup implements AutoCloseable {
  static final Duration VALIDITY = Duration.ofDays(2);
  static final SecureRandom RANDOM = new SecureRandom();

  final Map<String, OrganisationCa> cas = new LinkedHashMap<>();
  final Map<String, TlsIdentity> identities = new LinkedHashMap<>();
  final Map<String, String> peers = new LinkedHashMap<>();
  final Map<String, ListLedger> ledgers = new LinkedHashMap<>();
  final Map<String, RatisOrderer> running = new LinkedHashMap<>();
  private final Map<String, PeerRefusals> refusals = new LinkedHashMap<>();
  private final Path directory;
  private UnaryOperator<OrdererConfig> adjust = config -> config;
  private EngineTuning tuning = EngineTuning.DEFAULT;

  TestGroup(Path directory, int size) throws IOException {
    this.directory = directory;
    for (int i = 1; i <= size; i++) {
      String id = "n" + i;
      OrganisationCa ca =
          OrganisationCa.create("org" + i, InstantSource.system(), VALIDITY, RANDOM);
      cas.put(id, ca);
      identities.put(id, ca.issueNode(id, List.of(hostOf(id)), VALIDITY));
      peers.put(id, hostOf(id) + ":" + freePort(hostOf(id)));
      ledgers.put(id, new ListLedger());
    }
  }

  TestGroup adjust(UnaryOperator<OrdererConfig> change, EngineTuning newTuning) {
    adjust = change;
    tuning = newTuning;
    return this;
  }

  static String hostOf(String id) {
    return "127.0.0." + id.substring(1);
  }

  static int freePort(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  PeerTrust trust() {
    Map<String, X509Certificate> certificates = new LinkedHashMap<>();
    cas.forEach((id, ca) -> certificates.put(id, ca.certificate()));
    return new PeerTrust(certificates);
  }

  OrdererConfig config(String id) {
    return adjust.apply(
        OrdererConfig.of("test-network", id, peers, directory.resolve(id))
            .withElectionTimeout(Duration.ofMillis(800), Duration.ofMillis(1_600)));
  }

  RatisOrderer newOrderer(String id) {
    return new RatisOrderer(
        config(id),
        identity(id),
        trust(),
        ledger(id),
        new Gatekeeping(AnyContent.ANY, refusals(id)),
        tuning);
  }

  RatisOrderer start(String id) throws IOException {
    RatisOrderer orderer = newOrderer(id);
    orderer.start();
    running.put(id, orderer);
    return orderer;
  }

  TestGroup startAll() throws IOException {
    for (String id : peers.keySet()) {
      start(id);
    }
    return this;
  }

  /** Its disk is new: nothing of it is left. */
  void wipe(String id) throws IOException {
    Trees.delete(directory.resolve(id));
    ledgers.put(id, new ListLedger());
  }

  /** Its disk is put back to what it was: see {@link Trees#copy}. */
  void putBack(String id, Path copy, ListLedger ledger) throws IOException {
    Trees.delete(directory.resolve(id));
    Trees.copy(copy, directory.resolve(id));
    ledgers.put(id, ledger);
  }

  Path directory(String id) {
    return directory.resolve(id);
  }

  void startAllMissing() throws IOException {
    for (String id : peers.keySet()) {
      if (!running.containsKey(id)) {
        start(id);
      }
    }
  }

  void stop(String id) {
    RatisOrderer orderer = running.remove(id);
    if (orderer != null) {
      orderer.close();
    }
  }

  void stopAll() {
    List.copyOf(running.keySet()).forEach(this::stop);
  }

  /** Waits until a running node leads and may propose. */
  String leader() {
    List<String> found = new ArrayList<>();
    Eventually.holds(
        "a leader among " + running.keySet(),
        () -> {
          for (Map.Entry<String, RatisOrderer> node : running.entrySet()) {
            OrdererStatus status = node.getValue().status();
            if (status.role() == OrdererStatus.Role.LEADER
                && node.getValue().readBarrier().handle((p, e) -> e == null).join()) {
              found.add(node.getKey());
              return true;
            }
          }
          return false;
        });
    return found.get(0);
  }

  String follower() {
    String leader = leader();
    return running.keySet().stream().filter(id -> !id.equals(leader)).findFirst().orElseThrow();
  }

  RatisOrderer node(String id) {
    RatisOrderer orderer = running.get(id);
    if (orderer == null) {
      throw new AssertionError(id + " isn't running");
    }
    return orderer;
  }

  PeerRefusals refusals(String id) {
    return refusals.computeIfAbsent(
        id, any -> new PeerRefusals(InstantSource.system(), reason -> {}));
  }

  ListLedger ledger(String id) {
    return Objects.requireNonNull(ledgers.get(id));
  }

  TlsIdentity identity(String id) {
    return Objects.requireNonNull(identities.get(id));
  }

  OrganisationCa ca(String id) {
    return Objects.requireNonNull(cas.get(id));
  }

  String address(String id) {
    return Objects.requireNonNull(peers.get(id));
  }

  /** Gets a batch committed, at whoever leads; more than once where a leader falls meanwhile. */
  void commit(Bytes batch) {
    Eventually.holds(
        "a batch is committed",
        () ->
            running.values().stream()
                .filter(node -> node.status().role() == OrdererStatus.Role.LEADER)
                .anyMatch(node -> node.propose(batch).handle((position, e) -> e == null).join()));
  }

  void awaitSame(String... ids) {
    ListLedger first = ledger(ids[0]);
    for (String id : ids) {
      Eventually.holds(
          id + " has what " + ids[0] + " has",
          () ->
              ledger(id).head().equals(first.head())
                  && ledger(id).batches().size() == first.batches().size());
    }
  }

  @Override
  public void close() {
    stopAll();
  }
}
