package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.LyingClient;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.NodeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.ratis.thirdparty.io.grpc.Status;

/** A network of real processes in which one member's place is taken by a liar with its keys. */
final class LiedTo implements AutoCloseable {
  static final String LIAR = "insurer-1";
  static final List<String> HONEST = List.of("bank-1", "retailer-1", "regulator-1");
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path directory;
  private final RealNetwork network;
  private final LyingClient liar;
  private final Author bank;
  private int notices;
  private int round;

  private LiedTo(Path directory, RealNetwork network) throws Exception {
    this.directory = directory;
    this.network = network;
    this.liar = LyingClient.of(network.home().resolve("nodes/" + LIAR + "/node.yaml"));
    this.bank =
        new Author(
            status("bank-1").path("networkId").asText(),
            KeyFiles.read(network.home().resolve("parties/bank.key.pem")));
  }

  /** Only the honest ones run; the liar speaks in the absent one's place. */
  static LiedTo start(Path directory) throws Exception {
    return start(directory, HONEST);
  }

  /** These run, the liar's own node among them or not. */
  static LiedTo start(Path directory, List<String> running) throws Exception {
    RealNetwork network = RealNetwork.create(directory);
    try {
      for (String node : running) {
        network.start(node);
      }
      network.awaitReady(running);
      LiedTo started = new LiedTo(directory, network);
      started.certifiesOneMore();
      return started;
    } catch (Exception | AssertionError failed) {
      network.close();
      throw failed;
    }
  }

  Status tell(Lie lie, String node) {
    return lie.teller().tell(liar, node, status(node).path("term").asLong(), ++round);
  }

  JsonNode status(String node) {
    return network.statusOf(node);
  }

  /** Times that the status says it refused the liar for this reason. */
  long refused(String node, String reason) {
    for (JsonNode refused : status(node).path("refusedFromPeers")) {
      if (refused.path("peer").asText().equals(LIAR)
          && refused.path("reason").asText().equals(reason)) {
        return refused.path("count").asLong();
      }
    }
    return 0;
  }

  /** The same as the metric has it. */
  long metric(String node, String reason) {
    String line = "consentledger_peer_messages_refused_total{reason=\"" + reason + "\"} ";
    return client(node)
        .get("/metrics")
        .text()
        .lines()
        .filter(found -> found.startsWith(line))
        .map(found -> (long) Double.parseDouble(found.substring(line.length())))
        .findFirst()
        .orElse(0L);
  }

  String log(String node) throws IOException {
    return Files.readString(directory.resolve("logs").resolve(node + ".log"));
  }

  /** A new record is certified within the patience, at whichever honest node. */
  Transaction certifiesOneMore() {
    Transaction notice = bank.notice(++notices);
    Await.until(
        "notice " + notices + " is certified",
        PATIENCE,
        () -> {
          for (String node : HONEST) {
            if (client(node)
                .submit(notice, "?wait=certified&timeoutMs=2000")
                .body()
                .path("certified")
                .asBoolean()) {
              return true;
            }
          }
          return false;
        },
        () -> HONEST.stream().map(node -> status(node).toString()).toList().toString());
    return notice;
  }

  /** All files below the test's folder, and beside it, but what nodes may write. */
  Set<Path> filesOutsideTheData() throws IOException {
    Set<Path> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(file -> !file.startsWith(directory.resolve("logs")))
          .filter(file -> !file.toString().contains("/data/"))
          .forEach(found::add);
    }
    List<Path> beside = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolveSibling("."))) {
      files.filter(file -> file.toString().contains("outside")).forEach(beside::add);
    }
    found.addAll(beside);
    return found;
  }

  Author bank() {
    return bank;
  }

  RealNetwork network() {
    return network;
  }

  NodeClient client(String node) {
    return new NodeClient(network.url(node));
  }

  @Override
  public void close() throws IOException {
    liar.close();
    network.close();
  }
}
