package io.consentledger.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.NetworkFile;
import io.consentledger.cli.home.Parties;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.cli.instruction.InstructionSigner;
import io.consentledger.cli.instruction.Keys;
import io.consentledger.cli.instruction.NodeCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a command shares: the global options, and what is read with their help when first
 * asked for. One thread.
 */
final class Session {
  private final Surroundings surroundings;
  private final GlobalOptions options;
  private @Nullable Parties parties;
  private @Nullable LedgerClient client;
  private @Nullable WalletStore wallets;

  Session(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  boolean json() {
    return options.json;
  }

  Duration timeout() throws CliException {
    double seconds = options.timeoutSeconds;
    if (!(seconds >= 0.1) || seconds > Limits.TIMEOUT_MAX.toSeconds()) {
      throw CliException.usage(
          "timeout-invalid",
          "--timeout must be from 0.1 to " + Limits.TIMEOUT_MAX.toSeconds() + " seconds",
          "The default is " + Limits.TIMEOUT_DEFAULT.toSeconds() + ".");
    }
    return Duration.ofMillis((long) (seconds * 1_000));
  }

  /**
   * The network's directory.
   *
   * @throws CliException {@code home-missing} where neither the option nor the variable names one
   */
  Home home() throws CliException {
    String directory = options.home;
    if (directory == null) {
      directory = surroundings.environment().get("CONSENT_HOME");
    }
    if (directory == null || directory.isEmpty()) {
      throw CliException.usage(
          "home-missing",
          "it isn't known which network is meant",
          "Name the network's directory with --home DIR or the variable CONSENT_HOME.");
    }
    return new Home(Path.of(directory));
  }

  NetworkFile network() throws CliException {
    return NetworkFile.read(home());
  }

  Parties parties() throws CliException {
    Parties known = parties;
    if (known == null) {
      known = Parties.read(home());
      parties = known;
    }
    return known;
  }

  WalletStore wallets() throws CliException {
    WalletStore known = wallets;
    if (known == null) {
      known = new WalletStore(home(), surroundings.random(), passphrases());
      wallets = known;
    }
    return known;
  }

  Passphrases passphrases() {
    return new Passphrases(surroundings, options.passphraseFile);
  }

  LedgerClient client() throws CliException {
    LedgerClient known = client;
    if (known == null) {
      known = client(nodes());
      client = known;
    }
    return known;
  }

  /** A client of these nodes alone. */
  LedgerClient client(List<NodeAddress> nodes) throws CliException {
    return new LedgerClient(nodes, timeout(), waitFor());
  }

  /** Whether the user said which nodes to ask. */
  boolean namesNodes() {
    return !options.nodes.isEmpty();
  }

  private LedgerClient.Wait waitFor() throws CliException {
    return switch (options.wait) {
      case "certified" -> LedgerClient.Wait.CERTIFIED;
      case "committed" -> LedgerClient.Wait.COMMITTED;
      default ->
          throw CliException.usage(
              "wait-invalid", "--wait must be certified or committed", "The default is certified.");
    };
  }

  /** The nodes to ask, in order. */
  List<NodeAddress> nodes() throws CliException {
    if (options.nodes.isEmpty()) {
      return network().nodes().stream().map(NetworkFile.Node::address).toList();
    }
    List<NodeAddress> chosen = new ArrayList<>();
    for (String node : options.nodes) {
      chosen.add(node.contains("://") ? NetworkFile.address(node, node) : named(network(), node));
    }
    return chosen;
  }

  InstructionSigner signer(boolean makeMissingWallets) throws CliException {
    return new InstructionSigner(
        parties(),
        new Keys(wallets(), parties(), makeMissingWallets),
        new NodeCatalogue(client()),
        surroundings.clock(),
        surroundings.random());
  }

  /** Prints a line of the result. */
  void print(String line) {
    surroundings.out().println(line);
  }

  /** Prints the result as JSON. */
  void printJson(JsonNode result) {
    surroundings.out().println(Json.pretty(result));
  }

  private static NodeAddress named(NetworkFile network, String name) throws CliException {
    return network
        .node(name)
        .map(NetworkFile.Node::address)
        .orElseThrow(
            () ->
                CliException.usage(
                    "node-unknown",
                    "the network has no node named '" + name + "'",
                    "Nodes: "
                        + String.join(
                            ", ",
                            network.nodes().stream().map(node -> node.address().name()).toList())
                        + "; or give a URL such as http://127.0.0.1:8411."));
  }
}
