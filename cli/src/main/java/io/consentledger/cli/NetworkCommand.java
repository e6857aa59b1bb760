package io.consentledger.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.ExitCode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.NetworkFile;
import io.consentledger.cli.home.NetworkInit;
import io.consentledger.cli.home.NetworkPlan;
import io.consentledger.cli.home.OrganisationPlan;
import io.consentledger.cli.home.TimeAuthorities;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consent network}. */
@Command(name = "network", description = "Makes networks.", subcommands = NetworkCommand.Init.class)
final class NetworkCommand extends Group {
  /** {@code consent network init}. */
  @Command(
      name = "init",
      description = {
        "Makes the files of a new network: for each organisation a signing key, a certificate"
            + " authority, and a node with its keys and configuration; and the genesis file, which"
            + " names them all and can't be changed afterwards. Existing files are never"
            + " overwritten."
      },
      footer = {
        "",
        "Examples:",
        "  consent network init demo",
        "  consent network init demo --organisations"
            + " 'bank:CONTROLLER+RECIPIENT:North Bank,regulator:AUTHORITY'",
        "  consent network init net --organisations a:CONTROLLER,b:CONTROLLER,c:CONTROLLER"
            + " --hosts a.example,b.example,c.example",
      })
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters
  static final class Init extends Action {
    @Parameters(paramLabel = "DIR", description = "The directory to make.")
    private Path directory;

    @Option(
        names = "--name",
        paramLabel = "NETWORK",
        description = "Name of the network. Default: consent.")
    private String name = "consent";

    @Option(
        names = "--organisations",
        paramLabel = "LIST",
        description = {
          "NAME:ROLE+ROLE:Title for each organisation, separated by commas. Roles: CONTROLLER,"
              + " PROCESSOR, RECIPIENT, AGENT, AUTHORITY.",
          "Default: bank, insurer, retailer, and a regulator."
        })
    private @Nullable String organisations;

    @Option(
        names = "--hosts",
        split = ",",
        paramLabel = "HOST",
        description = {
          "Where each organisation's node stands, in the same order.",
          "Default: this machine, 127.0.0.1, 127.0.0.2, ..."
        })
    private List<String> hosts = new ArrayList<>();

    @Option(
        names = "--base-port",
        paramLabel = "PORT",
        description = {
          "HTTP ports start at this + 11, Raft's at + 21, gossip's at + 31. Default: 8400."
        })
    private int basePort = 8400;

    @Option(
        names = "--timestamp-authority",
        paramLabel = "NAME=FILE",
        description = {
          "An authority whose time-stamps (RFC 3161) all members will believe, with the PEM file of"
              + " its root certificate. May be given several times. Default: none."
        })
    private Map<String, Path> timestampAuthorities = new LinkedHashMap<>();

    @Override
    int run(Session session) throws CliException {
      List<OrganisationPlan> members =
          organisations == null
              ? OrganisationPlan.examples()
              : OrganisationPlan.parseList(organisations);
      NetworkPlan plan =
          new NetworkPlan(
              name, members, hosts, basePort, TimeAuthorities.read(timestampAuthorities));
      NetworkFile network =
          new NetworkInit(plan, session.surroundings().clock(), session.surroundings().random())
              .make(directory);
      if (session.json()) {
        session.printJson(json(network));
      } else {
        print(session, network);
      }
      return ExitCode.DONE;
    }

    private ObjectNode json(NetworkFile network) {
      ObjectNode json =
          Json.object()
              .put("directory", directory.toAbsolutePath().normalize().toString())
              .put("network", network.network())
              .put("networkId", network.networkId());
      ArrayNode nodes = json.putArray("nodes");
      for (NetworkFile.Node node : network.nodes()) {
        nodes
            .addObject()
            .put("name", node.address().name())
            .put("url", node.address().url().toString())
            .put("config", "nodes/" + node.address().name() + "/node.yaml");
      }
      return json;
    }

    private void print(Session session, NetworkFile network) {
      session.print("Made the network " + network.network() + " in " + directory + ".");
      session.print("  network id  " + network.networkId());
      for (NetworkFile.Node node : network.nodes()) {
        session.print("  node        " + node.address().name() + "  " + node.address().url());
      }
      session.print("");
      session.print("What to do next:");
      if (hosts.isEmpty()) {
        printLocalSteps(session, network);
      } else {
        printSteps(session, network);
      }
    }

    private void printLocalSteps(Session session, NetworkFile network) {
      for (NetworkFile.Node node : network.nodes()) {
        session.print(
            "  consent-node run --config "
                + directory.resolve("nodes").resolve(node.address().name()).resolve("node.yaml")
                + " &");
      }
      session.print("  export CONSENT_HOME=" + directory.toAbsolutePath().normalize());
      session.print("  consent status");
    }

    private static void printSteps(Session session, NetworkFile network) {
      session.print("  Give each member, over a safe way, genesis.json, network.json and its own:");
      for (NetworkFile.Node node : network.nodes()) {
        String name = node.address().name();
        String organisation = name.substring(0, name.lastIndexOf('-'));
        session.print(
            "  "
                + node.address().url().getHost()
                + ": nodes/"
                + name
                + ", parties/"
                + organisation
                + ".key.pem, cas/"
                + organisation
                + ".*");
      }
      session.print(
          "  Then delete the others' keys here. Each starts its node on its own machine:"
              + " docs/how-to/run-a-node.md.");
    }
  }
}
