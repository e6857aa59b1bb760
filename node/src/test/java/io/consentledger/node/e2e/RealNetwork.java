package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import io.consentledger.cli.ConsentCommand;
import io.consentledger.node.ClockedNode;
import io.consentledger.node.ConsentNode;
import io.consentledger.node.MovedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network of four organisations' nodes, each a process of its own on loopback, made by {@code
 * consent network init} and spoken to through {@code consent}, as a user would. Closing it kills
 * what is left.
 */
final class RealNetwork implements AutoCloseable {
  static final List<String> NODES = List.of("bank-1", "insurer-1", "retailer-1", "regulator-1");

  private static final int FIRST_BASE_PORT = 14_000;
  private static final int LAST_BASE_PORT = 30_000;
  private static final int BASE_PORT_STEP = 50;

  // Far above what an idle machine takes (10 s): a deadline against hanging, not a measure.
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);
  private static final Path SCRIPTS =
      Path.of(System.getProperty("consentledger.root", ".."), "scripts");
  private static final List<String> NODE_JVM = List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m");

  private static final List<List<String>> PLACES =
      List.of(
          List.of("-Duser.timezone=Pacific/Apia", "-Duser.language=tr", "-Duser.country=TR"),
          List.of("-Duser.timezone=America/St_Johns", "-Duser.language=ar", "-Duser.country=EG"),
          List.of("-Duser.timezone=Asia/Kathmandu", "-Duser.language=th", "-Duser.country=TH"),
          List.of("-Duser.timezone=Europe/Vilnius", "-Duser.language=lt", "-Duser.country=LT"));

  private final Path home;
  private final Path logs;
  private final Optional<MovedClock> clock;
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private int commands;

  private RealNetwork(Path home, Path logs, Optional<MovedClock> clock) {
    this.home = home;
    this.logs = logs;
    this.clock = clock;
  }

  /**
   * Makes the files of a new network below {@code directory}; starts nothing.
   *
   * @param options of {@code network init} beside the ports
   */
  static RealNetwork create(Path directory, String... options) throws IOException {
    return create(directory, Optional.empty(), options);
  }

  /** As above; nodes and commands all read this clock. */
  static RealNetwork create(Path directory, MovedClock clock, String... options)
      throws IOException {
    return create(directory, Optional.of(clock), options);
  }

  private static RealNetwork create(Path directory, Optional<MovedClock> clock, String... options)
      throws IOException {
    Path logs = Files.createDirectories(directory.resolve("logs"));
    RealNetwork network = new RealNetwork(directory.resolve("home"), logs, clock);
    List<String> init = new ArrayList<>(List.of("network", "init", network.home.toString()));
    init.addAll(List.of("--base-port", Integer.toString(freePortRange())));
    init.addAll(Arrays.asList(options));
    network.run(init).exits(0);
    return network;
  }

  Path home() {
    return home;
  }

  /** Starts all nodes and waits for them; leaves none behind where that fails. */
  RealNetwork startAll() throws IOException {
    return start(Collections.nCopies(NODES.size(), List.of()));
  }

  /** As {@link #startAll}, each node in another time zone and locale. */
  RealNetwork startInFourPlaces() throws IOException {
    return start(PLACES);
  }

  private RealNetwork start(List<List<String>> jvms) throws IOException {
    boolean ready = false;
    try {
      for (int i = 0; i < NODES.size(); i++) {
        start(NODES.get(i), jvms.get(i));
      }
      awaitReady(NODES);
      ready = true;
      return this;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  void start(String node) throws IOException {
    start(node, List.of());
  }

  /**
   * @param jvm options of the node's JVM beside the usual ones
   */
  void start(String node, List<String> jvm) throws IOException {
    List<String> options = new ArrayList<>(NODE_JVM);
    options.addAll(jvm);
    Path log = logs.resolve(node + ".log");
    String config = home.resolve("nodes/" + node + "/node.yaml").toString();
    processes.put(
        node,
        startJava(
            ConsentNode.class,
            ClockedNode.class,
            options,
            List.of("run", "--config", config),
            log,
            log));
  }

  /** SIGKILL: the process gets no chance to tidy up. */
  void kill(String node) throws InterruptedException {
    Process process = Objects.requireNonNull(processes.remove(node), node);
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; answers with the exit code. */
  int stop(String node) throws InterruptedException {
    Process process = Objects.requireNonNull(processes.remove(node), node);
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError(node + " did not stop within 60 s");
    }
    return process.exitValue();
  }

  /** Waits for a node that ends by itself; answers with the exit code. */
  int awaitEnd(String node) throws InterruptedException {
    Process process = Objects.requireNonNull(processes.get(node), node);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError(node + " did not end within 60 s: " + tail(node));
    }
    return process.exitValue();
  }

  /** All that the node has logged or printed since its first start. */
  String log(String node) {
    try {
      return Files.readString(logs.resolve(node + ".log"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  long pid(String node) {
    return Objects.requireNonNull(processes.get(node), node).pid();
  }

  void awaitReady(List<String> nodes) {
    Await.until(
        "ready: " + nodes,
        START_LIMIT,
        () -> nodes.stream().allMatch(this::ready),
        () -> nodes.stream().map(this::tail).toList().toString());
  }

  private boolean ready(String node) {
    Process process = processes.get(node);
    if (process != null && !process.isAlive()) {
      throw new AssertionError(node + " died: " + tail(node));
    }
    return NodeHttp.status(url(node) + "/health/ready") == 200;
  }

  /** The base address of this node's HTTP API. */
  String url(String node) {
    for (JsonNode entry : readJson(home.resolve("network.json")).get("nodes")) {
      if (entry.get("name").asText().equals(node)) {
        return entry.get("url").asText();
      }
    }
    throw new AssertionError("network.json does not name " + node);
  }

  /** One field of {@code /v1/status} of this node. */
  JsonNode statusOf(String node) {
    return NodeHttp.json(url(node) + "/v1/status");
  }

  String leader() {
    List<String> leaders = new ArrayList<>();
    Await.until(
        "a leader",
        START_LIMIT,
        () -> {
          leaders.clear();
          for (String node : processes.keySet()) {
            if (NodeHttp.status(url(node) + "/v1/status") == 200
                && statusOf(node).get("role").asText().equals("LEADER")) {
              leaders.add(node);
            }
          }
          return leaders.size() == 1;
        });
    return leaders.get(0);
  }

  /** Waits until these nodes stand at one height, and answers with it. */
  long awaitSameHeight(List<String> nodes) {
    List<String> seen = new ArrayList<>();
    Await.until(
        "one height and head",
        Duration.ofSeconds(60),
        () -> {
          seen.clear();
          for (String node : nodes) {
            JsonNode status = statusOf(node);
            seen.add(status.get("height").asLong() + " " + status.get("headHash").asText());
          }
          return seen.stream().distinct().count() == 1;
        },
        seen::toString);
    return statusOf(nodes.get(0)).get("height").asLong();
  }

  /** The hashes of all headers that this node has, from height 1 on. */
  List<String> headerHashes(String node) {
    List<String> hashes = new ArrayList<>();
    JsonNode next = new LongNode(1);
    while (!next.isNull()) {
      JsonNode page = NodeHttp.json(url(node) + "/v1/blocks?from=" + next.asLong());
      page.get("blocks").forEach(header -> hashes.add(header.get("headerHash").asText()));
      next = page.get("next");
    }
    return hashes;
  }

  /** Runs {@code consent} on this network's home, in a process of its own. */
  CommandResult consent(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("--home", home.toString()));
    all.addAll(Arrays.asList(args));
    return run(all);
  }

  /** Runs {@code consent} on another home of the same network, such as a customer's own. */
  CommandResult consentAt(Path otherHome, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("--home", otherHome.toString()));
    all.addAll(Arrays.asList(args));
    return run(all);
  }

  /** A home that knows the network and holds no key of anybody. */
  Path newHome(String name) throws IOException {
    Path fresh = Files.createDirectories(home.resolveSibling(name));
    for (String file : List.of("genesis.json", "network.json")) {
      Files.copy(home.resolve(file), fresh.resolve(file));
    }
    return fresh;
  }

  /** Starts {@code consent} and leaves it running; its output goes to files of this name. */
  RunningCommand consentInBackground(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("--home", home.toString()));
    all.addAll(Arrays.asList(args));
    return launch(all);
  }

  /** Runs a Python program of the folder {@code scripts/}. */
  CommandResult python(String script, List<String> args, String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of("python3", SCRIPTS.resolve(script).toString()));
    line.addAll(args);
    line.addAll(Arrays.asList(more));
    commands++;
    Path out = logs.resolve("python-" + commands + ".out");
    Path err = logs.resolve("python-" + commands + ".err");
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new RunningCommand(String.join(" ", line), process, out, err).await(COMMAND_LIMIT);
  }

  private CommandResult run(List<String> args) throws IOException {
    return launch(args).await(COMMAND_LIMIT);
  }

  private RunningCommand launch(List<String> args) throws IOException {
    commands++;
    Path out = logs.resolve("consent-" + commands + ".out");
    Path err = logs.resolve("consent-" + commands + ".err");
    Process process =
        startJava(ConsentCommand.class, ClockedCommand.class, List.of(), args, out, err);
    return new RunningCommand(String.join(" ", args), process, out, err);
  }

  /** Starts a main class, or with a clock the other one, whose first argument is its file. */
  private Process startJava(
      Class<?> main, Class<?> clocked, List<String> jvm, List<String> args, Path out, Path err)
      throws IOException {
    if (clock.isEmpty()) {
      return JavaProcess.start(main.getName(), jvm, args, out, err);
    }
    List<String> all = new ArrayList<>(List.of(clock.get().file().toString()));
    all.addAll(args);
    return JavaProcess.start(clocked.getName(), jvm, all, out, err);
  }

  private String tail(String node) {
    try {
      List<String> lines = Files.readAllLines(logs.resolve(node + ".log"), StandardCharsets.UTF_8);
      return node
          + ":\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException unreadable) {
      return node + ": no log";
    }
  }

  private static JsonNode readJson(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * A base below the ports that outgoing connections take, with all that is counted from it free.
   */
  private static int freePortRange() throws IOException {
    for (int base = FIRST_BASE_PORT; base < LAST_BASE_PORT; base += BASE_PORT_STEP) {
      if (isFree(base)) {
        return base;
      }
    }
    throw new IOException("no free ports from " + FIRST_BASE_PORT + " to " + LAST_BASE_PORT);
  }

  private static boolean isFree(int base) throws IOException {
    for (int kind = 11; kind <= 31; kind += 10) {
      for (int node = 0; node < NODES.size(); node++) {
        InetAddress host = InetAddress.getByName("127.0.0." + (node + 1));
        try (ServerSocket socket = new ServerSocket()) {
          socket.bind(new InetSocketAddress(host, base + kind + node));
        } catch (BindException taken) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    for (Process process : processes.values()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
