package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.ledger.genesis.TimestampAuthority;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network to be made.
 *
 * @param hosts where the nodes stand, in the order of the organisations; empty for this machine
 * @param timestampAuthorities whose time-stamps the members agree to believe
 */
public record NetworkPlan(
    String network,
    List<OrganisationPlan> organisations,
    List<String> hosts,
    int basePort,
    List<TimestampAuthority> timestampAuthorities) {
  private static final Pattern NETWORK = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
  private static final int PORT_MAX = 65_535;

  public NetworkPlan {
    organisations = List.copyOf(organisations);
    hosts = List.copyOf(hosts);
    timestampAuthorities = List.copyOf(timestampAuthorities);
  }

  /** A network that believes no time-stamps. */
  public NetworkPlan(
      String network, List<OrganisationPlan> organisations, List<String> hosts, int basePort) {
    this(network, organisations, hosts, basePort, List.of());
  }

  /**
   * Makes sure that a network can be made so.
   *
   * @throws CliException exit 2, naming the mistake
   */
  void check() throws CliException {
    if (!NETWORK.matcher(network).matches()) {
      throw CliException.usage(
          "network-name-invalid",
          "'" + network + "' can't be the name of a network",
          "Use 1 to 31 of a-z, 0-9 and dash, a letter first.");
    }
    if (!hosts.isEmpty() && hosts.size() != organisations.size()) {
      throw CliException.usage(
          "hosts-malformed",
          hosts.size() + " hosts for " + organisations.size() + " organisations",
          "Name one host for each organisation, in the same order.");
    }
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw CliException.usage(
            "hosts-malformed",
            "'" + host + "' is neither a host's name nor an IPv4 address",
            "Write --hosts a.example,b.example,...");
      }
    }
    if (basePort < 1_024 || NodePlan.highestPort(organisations.size(), basePort) > PORT_MAX) {
      throw CliException.usage(
          "base-port-invalid",
          "the ports from " + basePort + " on don't fit between 1024 and " + PORT_MAX,
          "Choose another --base-port; the default is 8400.");
    }
  }
}
