package io.consentledger.cli.home;

import io.consentledger.crypto.HpkePublicKey;
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

  /** A key that opens what was sealed to an organisation, named by the public half's beginning. */
  public Path shareKey(String organisation, HpkePublicKey key) {
    String name = organisation + ".share-" + key.raw().slice(0, 8).toHex() + ".key.pem";
    return directory.resolve("parties").resolve(name);
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

  /** Which wallets stand for the persons of the documents that an organisation imported. */
  public Path identities(String organisation) {
    return directory.resolve("identities").resolve(organisation + ".json");
  }

  /** When the customers of an organisation said what it imported, by wallet and process. */
  public Path said(String organisation) {
    return directory.resolve("identities").resolve(organisation + ".said.json");
  }

  /** Under what names an organisation remembers the opt-outs of those whom it erased. */
  public Path suppressions(String organisation) {
    return directory.resolve("suppressions").resolve(organisation + ".json");
  }

  /** The key of these names. */
  public Path suppressionKey(String organisation) {
    return directory.resolve("parties").resolve(organisation + ".suppression.key");
  }

  /** What an organisation's erasures destroyed before they were certified. */
  public Path erasures(String organisation) {
    return directory.resolve("erasures").resolve(organisation + ".json");
  }

  /** Held while a command changes who is who of an organisation. */
  public Path lock(String organisation) {
    return directory.resolve("parties").resolve(organisation + ".lock");
  }

  /** What an imported document came to, by the digest of its lines. */
  public Path imported(String sha256) {
    return directory.resolve("imports").resolve(sha256 + ".jsonl");
  }
}
