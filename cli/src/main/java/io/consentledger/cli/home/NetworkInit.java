package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.OrganisationCa;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.TlsFiles;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisBuilder;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.ValidatorNode;
import io.consentledger.ledger.genesis.Vocabulary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the files of a new network: each organisation's keys and CA, each node's certificate and
 * configuration, and the genesis file that binds them. All of it appears at once, or nothing does.
 */
public final class NetworkInit {
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3_650);
  private static final Duration NODE_VALIDITY = Duration.ofDays(825);
  private static final String JURISDICTION = "EU";

  private final NetworkPlan plan;
  private final InstantSource clock;
  private final SecureRandom random;

  public NetworkInit(NetworkPlan plan, InstantSource clock, SecureRandom random) {
    this.plan = plan;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes the network in {@code directory}, which must not exist or be empty.
   *
   * @return what was made
   * @throws CliException {@code home-exists}, or a mistake of the plan
   */
  public NetworkFile make(Path directory) throws CliException {
    plan.check();
    Path target = directory.toAbsolutePath().normalize();
    try {
      refuseToOverwrite(target);
      Path parent = target.getParent();
      if (parent == null) {
        throw new IOException("a file system's root can't be a network's directory");
      }
      Files.createDirectories(parent);
      Path draft = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
      try {
        NetworkFile network = write(new Home(draft));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        return network;
      } finally {
        delete(draft);
      }
    } catch (IOException e) {
      throw HomeFiles.cannot("write", target, e);
    }
  }

  private NetworkFile write(Home home) throws IOException, CliException {
    HomeFiles.privateDirectory(home.directory().resolve("parties"));
    HomeFiles.privateDirectory(home.directory().resolve("cas"));
    HomeFiles.privateDirectory(home.wallets());
    List<NodePlan> nodes = NodePlan.plan(plan.organisations(), plan.hosts(), plan.basePort());
    List<Organisation> organisations = new ArrayList<>();
    List<NetworkFile.Node> listed = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      NodePlan node = nodes.get(i);
      organisations.add(writeOrganisation(home, plan.organisations().get(i), node));
      HomeFiles.writeText(home.node(node.nodeId()).resolve("node.yaml"), node.configuration(nodes));
      listed.add(
          new NetworkFile.Node(
              NetworkFile.address(node.nodeId(), node.url()),
              "nodes/" + node.nodeId() + "/node.pid"));
    }
    Genesis genesis = genesis(organisations);
    Files.write(home.genesis(), genesis.bytes().toArray());
    NetworkFile network = new NetworkFile(plan.network(), genesis.networkId().toHex(), listed);
    HomeFiles.writeText(home.networkFile(), Json.pretty(network.toJson()) + "\n");
    return network;
  }

  private Organisation writeOrganisation(Home home, OrganisationPlan organisation, NodePlan node)
      throws IOException {
    SigningKey partyKey = SigningKey.generate(Algorithm.ED25519, random);
    SigningKey validatorKey = SigningKey.generate(Algorithm.ED25519, random);
    OrganisationCa authority =
        OrganisationCa.create(organisation.name(), clock, AUTHORITY_VALIDITY, random);
    Path nodeDirectory = home.node(node.nodeId());
    HomeFiles.privateDirectory(nodeDirectory.resolve("data"));
    KeyFiles.write(home.partyKey(organisation.name()), partyKey);
    KeyFiles.write(nodeDirectory.resolve("validator.key.pem"), validatorKey);
    authority.write(
        home.authorityKey(organisation.name()), home.authorityCertificate(organisation.name()));
    TlsFiles.write(
        nodeDirectory.resolve("tls.key.pem"),
        nodeDirectory.resolve("tls.chain.pem"),
        authority.issueNode(node.nodeId(), List.of(node.host()), NODE_VALIDITY));
    return new Organisation(
        organisation.name(),
        organisation.title(),
        organisation.roles(),
        JURISDICTION,
        partyKey.verifyingKey(),
        TlsFiles.encoded(authority.certificate()),
        Optional.of(new ValidatorNode(node.nodeId(), validatorKey.verifyingKey())));
  }

  private Genesis genesis(List<Organisation> organisations) throws CliException {
    io.consentledger.ledger.model.Vocabulary terms =
        io.consentledger.ledger.model.Vocabulary.shipped();
    GenesisBuilder builder =
        new GenesisBuilder(
            plan.network(),
            clock.millis(),
            new Vocabulary(
                io.consentledger.ledger.model.Vocabulary.NAME,
                io.consentledger.ledger.model.Vocabulary.VERSION,
                terms.sha256()));
    organisations.forEach(builder::organisation);
    plan.timestampAuthorities().forEach(builder::timestampAuthority);
    try {
      return builder.build();
    } catch (GenesisException e) {
      throw CliException.usage(
          e.code(), String.valueOf(e.getMessage()), "Change the option that names it.");
    }
  }

  private static void refuseToOverwrite(Path target) throws IOException, CliException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(target)) {
        if (!content.iterator().hasNext()) {
          return;
        }
      }
    }
    throw CliException.refused(
        "home-exists",
        target + " exists already and isn't empty",
        "Choose another directory: keys are never overwritten.");
  }

  private static void delete(Path draft) throws IOException {
    if (!Files.exists(draft)) {
      return;
    }
    try (Stream<Path> all = Files.walk(draft)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
