package io.consentledger.node.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.cli.home.NetworkInit;
import io.consentledger.cli.home.NetworkPlan;
import io.consentledger.cli.home.OrganisationPlan;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.SigningKey;
import io.consentledger.node.RunningNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A network of real nodes in this process: real files, Ratis, links and HTTP on loopback, one
 * address for each node. Nodes can be stopped and started again on their data.
 */
public final class TestNetwork implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final List<TestNode> nodes = new ArrayList<>();
  private final List<SigningKey> partyKeys = new ArrayList<>();
  private final JsonNode networkFile;

  private TestNetwork(Path directory, List<OrganisationPlan> organisations) throws Exception {
    this.directory = directory;
    for (OrganisationPlan organisation : organisations) {
      partyKeys.add(
          KeyFiles.read(directory.resolve("parties").resolve(organisation.name() + ".key.pem")));
    }
    networkFile = new ObjectMapper().readTree(directory.resolve("network.json").toFile());
    for (JsonNode node : networkFile.get("nodes")) {
      String name = node.get("name").textValue();
      Path config = directory.resolve("nodes").resolve(name).resolve("node.yaml");
      nodes.add(new TestNode(name, config, node.get("url").textValue()));
    }
  }

  /** Makes the files of a network and starts all of its nodes. */
  public static TestNetwork start(Path directory, int organisations) throws Exception {
    TestNetwork network = make(directory, organisations);
    network.nodes.forEach(TestNode::start);
    network.awaitReady();
    return network;
  }

  /** Makes the files of a network. */
  public static TestNetwork make(Path directory, int organisations) throws Exception {
    List<OrganisationPlan> plans = OrganisationPlan.examples().subList(0, organisations);
    Path home = directory.resolve("network");
    new NetworkInit(
            new NetworkPlan("test", plans, List.of(), freeBasePort(organisations)),
            InstantSource.system(),
            new SecureRandom())
        .make(home);
    return new TestNetwork(home, plans);
  }

  private static int freeBasePort(int organisations) throws IOException {
    Random random = new Random();
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = 20_000 + 50 * random.nextInt(240);
      if (isFree(base, organisations)) {
        return base;
      }
    }
    throw new IOException("no free ports found");
  }

  private static boolean isFree(int base, int organisations) {
    for (int step = 10; step <= 30; step += 10) {
      for (int i = 1; i <= organisations; i++) {
        String host = step == 10 ? "127.0.0.1" : "127.0.0." + i;
        try (ServerSocket socket = new ServerSocket()) {
          socket.bind(new InetSocketAddress(host, base + step + i));
        } catch (IOException taken) {
          return false;
        }
      }
    }
    return true;
  }

  public Path directory() {
    return directory;
  }

  public String networkId() {
    return networkFile.get("networkId").textValue();
  }

  public TestNode node(int index) {
    return nodes.get(index);
  }

  public List<TestNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Signs for the organisation at this place, and for its customers. */
  public Author author(int index) {
    return new Author(networkId(), partyKeys.get(index));
  }

  /** Waits until every running node knows a leader. */
  public void awaitReady() {
    await(
        "readiness of all nodes",
        () ->
            nodes.stream()
                .filter(TestNode::isRunning)
                .allMatch(node -> node.client().get("/health/ready").status() == 200));
  }

  /** A running node that leads; waits until there is one. */
  public TestNode awaitLeader() {
    List<TestNode> found = new ArrayList<>();
    await(
        "a leader",
        () -> {
          found.clear();
          for (TestNode node : nodes) {
            if (node.isRunning()
                && node.client().get("/v1/status").body().path("role").asText().equals("LEADER")) {
              found.add(node);
            }
          }
          return !found.isEmpty();
        });
    return found.get(0);
  }

  /** A running node that doesn't lead. */
  public TestNode aFollower() {
    TestNode leader = awaitLeader();
    return nodes.stream()
        .filter(node -> node.isRunning() && node != leader)
        .findFirst()
        .orElseThrow();
  }

  /** Waits until all running nodes have the same newest block, and returns its height. */
  public long awaitSameHead() {
    long[] height = new long[1];
    await(
        "the same head on all nodes",
        () -> {
          List<String> heads = new ArrayList<>();
          for (TestNode node : nodes) {
            if (node.isRunning()) {
              JsonNode status = node.client().get("/v1/status").body();
              heads.add(status.path("headHash").asText());
              height[0] = status.path("height").asLong();
            }
          }
          return heads.stream().distinct().count() == 1;
        });
    return height[0];
  }

  /** Waits for a condition, with a deadline. */
  public static void await(String what, BooleanSupplier condition) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - giveUp > 0) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::stop);
  }

  /** One node of the network. */
  public static final class TestNode {
    private final String name;
    private final Path config;
    private final NodeClient client;
    private @Nullable RunningNode running;

    TestNode(String name, Path config, String url) {
      this.name = name;
      this.config = config;
      this.client = new NodeClient(url);
    }

    public String name() {
      return name;
    }

    public Path config() {
      return config;
    }

    public NodeClient client() {
      return client;
    }

    public void start() {
      running = RunningNode.start(config);
    }

    public void stop() {
      if (running != null) {
        running.close();
        running = null;
      }
    }

    /** Why it has to be stopped; not done while nothing asks for that. */
    public CompletableFuture<String> failure() {
      return Objects.requireNonNull(running, "the node does not run").failure();
    }

    public boolean isRunning() {
      return running != null;
    }

    public boolean hasPidFile() {
      return Files.exists(config.resolveSibling("node.pid"));
    }
  }
}
