package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.cli.home.NetworkFile;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import java.util.List;
import java.util.Optional;

/**
 * Whom to ask about a customer. Each organisation knows a person by a reference of its own, and who
 * sees two of them knows that they are one person: so each is asked of that organisation's own
 * node, or of an authority's where it has none.
 */
final class OwnNodes {
  private final Session session;

  OwnNodes(Session session) {
    this.session = session;
  }

  /**
   * The nodes for questions about a customer of this organisation.
   *
   * @param organisation its name; empty where it isn't known, so that there is one reference only
   * @throws CliException {@code own-node-missing}
   */
  LedgerClient of(String organisation) throws CliException {
    if (session.namesNodes() || organisation.isEmpty()) {
      return session.client();
    }
    Optional<NodeAddress> own = node(session.parties().named(organisation));
    for (Organisation other : session.parties().organisations()) {
      if (own.isEmpty() && other.hasRole(Role.AUTHORITY)) {
        own = node(other);
      }
    }
    return session.client(
        List.of(
            own.orElseThrow(
                () ->
                    CliException.usage(
                        "own-node-missing",
                        "neither " + organisation + " nor an authority has a node here",
                        "Name a node with --node. It is told all references that are asked of it."))));
  }

  private Optional<NodeAddress> node(Organisation organisation) throws CliException {
    if (organisation.node().isEmpty()) {
      return Optional.empty();
    }
    return session.network().node(organisation.node().get().id()).map(NetworkFile.Node::address);
  }
}
