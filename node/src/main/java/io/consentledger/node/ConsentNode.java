package io.consentledger.node;

import io.consentledger.consensus.certify.CertifierStartException;
import io.consentledger.crypto.DiskFull;
import io.consentledger.crypto.build.BuildInfo;
import io.consentledger.ledger.LedgerException;
import io.consentledger.node.config.ConfigException;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.Limits;
import io.consentledger.node.config.Mistake;
import io.consentledger.node.config.NodeConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The command {@code consent-node}. Exit codes: 0 done or stopped cleanly, 1 the node can't run or
 * go on, or fsck found damage, 2 wrong usage or configuration.
 */
public final class ConsentNode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private static final String DRY = "--dry-run";
  private static final String JSON = "--json";
  private static final String ALL = "--all";
  private static final Map<String, Set<String>> FLAGS =
      Map.of(
          "run",
          Set.of(),
          "check-config",
          Set.of(),
          "fsck",
          Set.of(JSON),
          "repair",
          Set.of(JSON, DRY, ALL));

  private static final String HELP =
      """
      Usage: consent-node COMMAND --config FILE

      Commands:
        run           run the node until it is told to stop (SIGTERM)
        check-config  check the configuration and the files it names, and say what is wrong
        fsck          check all that this node has stored; the node must not be running
        repair        set aside what can't be used, so that the next start gets it from the peers;
                      the node must not be running; with --dry-run, only say what would be done;
                      with --all, set aside all that the peers hold, damaged or not

      fsck and repair print one JSON object with --json.

      Options:
        --config FILE  the node's YAML file, see docs/reference/configuration.md
        --version      print version and commit of the build
        --help         print this
      """;

  /** Kept, for the JDK forgets the level of a logger that nobody holds. */
  private static final Logger ENGINE_TRANSPORT =
      Logger.getLogger("org.apache.ratis.thirdparty.io.grpc");

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  ConsentNode(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // It logs through the JDK, past the node's own log, to say what it found on the class path.
    ENGINE_TRANSPORT.setLevel(Level.WARNING);
    ConsentNode command = new ConsentNode(System.out, System.err, InstantSource.system());
    System.exit(command.execute(List.of(args)));
  }

  /** Carries out one command line; returns the exit code. */
  int execute(List<String> args) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(HELP);
      return DONE;
    }
    if (args.equals(List.of("--version"))) {
      out.println("consent-node " + BuildInfo.ofThisProgram());
      return DONE;
    }
    if (!isUsage(args)) {
      err.print(HELP);
      return USAGE;
    }
    try {
      NodeConfig config = ConfigReader.read(Path.of(args.get(2)));
      Report report = new Report(out, err, args.contains(JSON));
      return switch (args.get(0)) {
        case "run" -> run(config, NodeMaterial.load(config));
        case "fsck" -> new FsckCommand(report).run(config, NodeMaterial.load(config));
        case "repair" ->
            new RepairCommand(report, clock)
                .run(config, NodeMaterial.load(config), args.contains(DRY), args.contains(ALL));
        default -> checkConfig(config);
      };
    } catch (ConfigException wrong) {
      err.println("The configuration " + args.get(2) + " can't be used:");
      for (Mistake mistake : wrong.mistakes()) {
        err.println("  " + mistake);
      }
      return USAGE;
    } catch (InvalidPathException noPath) {
      err.println("--config: not a path: " + noPath.getInput());
      return USAGE;
    }
  }

  /** COMMAND --config FILE, and then flags that the command knows, each once. */
  private static boolean isUsage(List<String> args) {
    if (args.size() < 3 || !FLAGS.containsKey(args.get(0)) || !args.get(1).equals("--config")) {
      return false;
    }
    List<String> flags = args.subList(3, args.size());
    return FLAGS.getOrDefault(args.get(0), Set.of()).containsAll(flags)
        && Set.copyOf(flags).size() == flags.size();
  }

  private int checkConfig(NodeConfig config) throws ConfigException {
    NodeMaterial material = NodeMaterial.load(config);
    out.println(
        "The configuration of "
            + config.nodeId()
            + " ("
            + material.organisation().name()
            + ", network "
            + material.genesis().network()
            + ") is right.");
    return DONE;
  }

  private int run(NodeConfig config, NodeMaterial material) {
    Node node = new Node(config, material, clock);
    AtomicInteger exitCode = new AtomicInteger(DONE);
    // The JVM would end with 143 after SIGTERM; a clean stop is no failure.
    Thread stop =
        new Thread(
            () -> {
              close(node);
              Runtime.getRuntime().halt(exitCode.get());
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    String problem;
    try {
      node.start();
      problem = "stopped because the ledger can't go on: " + node.failure().join();
    } catch (CertifierStartException refused) {
      problem = "can't start: " + refused.getMessage() + " [" + refused.code() + "]";
    } catch (LedgerException refused) {
      problem =
          "can't start: "
              + full(refused).orElse(refused.getMessage() + " [" + refused.code() + "]");
    } catch (IOException refused) {
      problem = "can't start: " + full(refused).orElse(String.valueOf(refused.getMessage()));
    } catch (RuntimeException | Error broken) {
      // A broken disk or a mistake of this program: without this its threads would live on
      // half-started.
      problem = "can't start: " + full(broken).orElse(broken.toString());
    }
    if (node.isStopping()) {
      return DONE;
    }
    err.println("consent-node: " + problem);
    exitCode.set(FAILED);
    return FAILED;
  }

  private static Optional<String> full(Throwable failure) {
    return DiskFull.reason(failure).map(words -> words + " [" + DiskFull.CODE + "]");
  }

  /** Closes the node, but not for ever: a stop that hangs is cut off and counts as failed. */
  private static void close(Node node) {
    Thread cutOff =
        new Thread(
            () -> {
              try {
                Thread.sleep(Limits.STOP_TOTAL.toMillis());
                Runtime.getRuntime().halt(FAILED);
              } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
              }
            },
            "stop-cut-off");
    cutOff.setDaemon(true);
    cutOff.start();
    node.close();
    cutOff.interrupt();
  }
}
