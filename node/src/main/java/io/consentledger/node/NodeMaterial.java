package io.consentledger.node;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.TlsFiles;
import io.consentledger.crypto.TlsIdentity;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.TimestampAuthority;
import io.consentledger.ledger.model.Vocabulary;
import io.consentledger.node.config.ConfigException;
import io.consentledger.node.config.Limits;
import io.consentledger.node.config.Mistake;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.config.PeerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that a configuration names, read and held against each other: the genesis file, and the
 * keys and certificate that make this node the one of its organisation.
 */
record NodeMaterial(
    Genesis genesis,
    Organisation organisation,
    TlsIdentity tls,
    PeerTrust trust,
    SigningKey validatorKey,
    List<X509Certificate> timestampRoots) {

  /**
   * Reads and checks them all.
   *
   * @throws ConfigException with every mistake found
   */
  static NodeMaterial load(NodeConfig config) throws ConfigException {
    List<Mistake> mistakes = new ArrayList<>();
    Genesis genesis = genesis(config.genesis());
    Organisation organisation = organisation(config, genesis);
    checkPeers(config, genesis, mistakes);
    checkVocabulary(genesis, mistakes);
    PeerTrust trust = trust(genesis);
    List<X509Certificate> timestampRoots = timestampRoots(genesis);
    if (config.timestamping().isPresent() && timestampRoots.isEmpty()) {
      mistakes.add(
          new Mistake(
              "timestamp-authority-unknown",
              "timestamping",
              "the genesis file names no authority, so nobody could check a time-stamp; take this"
                  + " section out"));
    }
    List<TlsIdentity> tls = new ArrayList<>(1);
    List<SigningKey> keys = new ArrayList<>(1);
    collect(
        "tlsKey",
        mistakes,
        () -> {
          TlsIdentity identity = TlsFiles.read(config.tlsKey(), config.tlsChain());
          String named = trust.nodeIdOf(identity.chain());
          if (!named.equals(config.nodeId())) {
            throw new CryptoException(
                "certificate-of-another-node", "the certificate is for " + named);
          }
          tls.add(identity);
        });
    collect(
        "validatorKey",
        mistakes,
        () -> {
          SigningKey key = KeyFiles.read(config.validatorKey());
          boolean ours =
              organisation.node().isPresent()
                  && organisation.node().get().validatorKey().equals(key.verifyingKey());
          if (!ours) {
            throw new CryptoException(
                "validator-key-mismatch", "not the key that the genesis file has for this node");
          }
          keys.add(key);
        });
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return new NodeMaterial(genesis, organisation, tls.get(0), trust, keys.get(0), timestampRoots);
  }

  private interface Step {
    void run() throws IOException, CryptoException;
  }

  private static void collect(String key, List<Mistake> mistakes, Step step) {
    try {
      step.run();
    } catch (CryptoException refused) {
      mistakes.add(new Mistake(refused.code(), key, String.valueOf(refused.getMessage())));
    } catch (IOException unreadable) {
      mistakes.add(new Mistake("file-unreadable", key, "can't be read: " + unreadable));
    }
  }

  /** Reads a genesis file, which must be a reasonable size. */
  static Genesis genesis(Path file) throws ConfigException {
    try {
      if (Files.size(file) > Limits.GENESIS_FILE_BYTES_MAX) {
        throw new ConfigException(
            "genesis-malformed", "genesis", "is too large for a genesis file");
      }
      return Genesis.parse(Bytes.owning(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      throw new ConfigException("file-unreadable", "genesis", "can't be read: " + unreadable);
    } catch (GenesisException malformed) {
      throw new ConfigException(
          "genesis-malformed",
          "genesis",
          malformed.getMessage() + "; use the very bytes that the network began with");
    }
  }

  private static Organisation organisation(NodeConfig config, Genesis genesis)
      throws ConfigException {
    for (Organisation organisation : genesis.organisations()) {
      if (organisation.node().isPresent()
          && organisation.node().get().id().equals(config.nodeId())) {
        return organisation;
      }
    }
    throw new ConfigException(
        "node-unknown",
        "nodeId",
        "the genesis file has no node " + config.nodeId() + ", it has " + nodeIds(genesis));
  }

  private static void checkPeers(NodeConfig config, Genesis genesis, List<Mistake> mistakes) {
    Set<String> missing = nodeIds(genesis);
    missing.remove(config.nodeId());
    for (int i = 0; i < config.peers().size(); i++) {
      PeerSettings peer = config.peers().get(i);
      if (!missing.remove(peer.nodeId())) {
        mistakes.add(
            new Mistake(
                "node-unknown",
                "peers[" + i + "].nodeId",
                "the genesis file has no other node " + peer.nodeId() + "; take it out"));
      }
    }
    if (!missing.isEmpty()) {
      mistakes.add(
          new Mistake(
              "peer-missing",
              "peers",
              "list every other node of the genesis file, also " + String.join(", ", missing)));
    }
  }

  private static void checkVocabulary(Genesis genesis, List<Mistake> mistakes) {
    if (!genesis.vocabulary().sha256().equals(Vocabulary.shipped().sha256())) {
      mistakes.add(
          new Mistake(
              "vocabulary-of-another-version",
              "genesis",
              "names the terms of "
                  + genesis.vocabulary().name()
                  + " "
                  + genesis.vocabulary().version()
                  + ", this program ships others; run the version that the network agreed on"));
    }
  }

  private static Set<String> nodeIds(Genesis genesis) {
    Set<String> ids = new TreeSet<>();
    genesis.organisations().forEach(it -> it.node().ifPresent(node -> ids.add(node.id())));
    return ids;
  }

  private static List<X509Certificate> timestampRoots(Genesis genesis) throws ConfigException {
    List<X509Certificate> roots = new ArrayList<>();
    for (TimestampAuthority authority : genesis.timestampAuthorities()) {
      try {
        roots.add(TlsFiles.readCertificate(authority.certificate()));
      } catch (CryptoException malformed) {
        throw new ConfigException(
            malformed.code(),
            "genesis",
            "the certificate of " + authority.name() + " can't be read");
      }
    }
    return roots;
  }

  private static PeerTrust trust(Genesis genesis) throws ConfigException {
    Map<String, X509Certificate> cas = new LinkedHashMap<>();
    for (Organisation organisation : genesis.organisations()) {
      if (organisation.node().isPresent()) {
        try {
          cas.put(
              organisation.node().get().id(),
              TlsFiles.readCertificate(organisation.caCertificate()));
        } catch (CryptoException malformed) {
          throw new ConfigException(
              malformed.code(), "genesis", "the CA of " + organisation.name() + " can't be read");
        }
      }
    }
    return new PeerTrust(cas);
  }
}
