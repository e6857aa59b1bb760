package io.consentledger.cli.home;

import java.nio.file.Path;

/** Where things stand in the directory that {@code consent network init} makes. */
public record Home(Path directory) {
  public Path genesis() {
    return directory.resolve("genesis.json");
  }

  public Path networkFile() {
    return directory.resolve("network.json");
  }

  /** The signing key of an organisation. */
  public Path partyKey(String organisation) {
    return directory.resolve("parties").resolve(organisation + ".key.pem");
  }

  public Path wallets() {
    return directory.resolve("wallets");
  }

  public Path authorityKey(String organisation) {
    return directory.resolve("cas").resolve(organisation + ".key.pem");
  }

  public Path authorityCertificate(String organisation) {
    return directory.resolve("cas").resolve(organisation + ".cert.pem");
  }

  public Path node(String nodeId) {
    return directory.resolve("nodes").resolve(nodeId);
  }

  /** What was signed for the file with this digest. */
  public Path journal(String sha256) {
    return directory.resolve("submissions").resolve(sha256 + ".journal");
  }

  /** Who a controller's customers are, and what was made of its documents: private. */
  public Path imports() {
    return directory.resolve("imports");
  }
}
