package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.genesis.Role;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.PartyId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The organisations of the network, from its genesis file, and the signing keys that this home
 * holds. Keys are read once, when first needed. Not safe for use by several threads.
 */
public final class Parties {
  private final Home home;
  private final Genesis genesis;
  private final Map<String, SigningKey> keys = new HashMap<>();

  private Parties(Home home, Genesis genesis) {
    this.home = home;
    this.genesis = genesis;
  }

  /**
   * Reads the genesis file of {@code home}.
   *
   * @throws CliException {@code home-missing}, or the genesis file's own code
   */
  public static Parties read(Home home) throws CliException {
    Bytes file = Bytes.owning(HomeFiles.read(home.genesis()));
    try {
      return new Parties(home, Genesis.parse(file));
    } catch (GenesisException e) {
      throw CliException.usage(
          e.code(),
          home.genesis() + ": " + e.getMessage(),
          "Restore the genesis file: every node must hold the same bytes.");
    }
  }

  public Genesis genesis() {
    return genesis;
  }

  public NetworkId networkId() {
    return genesis.networkId();
  }

  /** The organisations, in the order of the genesis file. */
  public List<Organisation> organisations() {
    return genesis.organisations();
  }

  /** Those that can hold relationships with customers. */
  public List<Organisation> controllers() {
    return organisations().stream().filter(party -> party.hasRole(Role.CONTROLLER)).toList();
  }

  /**
   * The organisation with this name.
   *
   * @throws CliException {@code party-unknown}, exit 2
   */
  public Organisation named(String name) throws CliException {
    return find(name)
        .orElseThrow(
            () ->
                CliException.usage(
                    "party-unknown",
                    "no organisation of this network is named '" + name + "'",
                    "Organisations: " + String.join(", ", names()) + "."));
  }

  /** The organisation with this name, where there is one. */
  public Optional<Organisation> find(String name) {
    return genesis.organisation(name);
  }

  /** The id of the organisation with this name. */
  public PartyId idOf(String name) throws CliException {
    return named(name).partyId();
  }

  /**
   * The signing key of an organisation.
   *
   * @throws CliException {@code party-key-missing}, or what is wrong with the key's file
   */
  public SigningKey key(String name) throws CliException {
    SigningKey known = keys.get(name);
    if (known != null) {
      return known;
    }
    Organisation party = named(name);
    try {
      SigningKey key = KeyFiles.read(home.partyKey(name));
      if (!PartyId.of(key.verifyingKey().id()).equals(party.partyId())) {
        throw CliException.usage(
            "party-key-mismatch",
            home.partyKey(name) + " is not the key that the genesis file names for " + name,
            "Restore the key that `consent network init` made for this network.");
      }
      keys.put(name, key);
      return key;
    } catch (NoSuchFileException e) {
      throw CliException.usage(
          "party-key-missing",
          "this home holds no key of " + name + ": " + home.partyKey(name) + " is missing",
          "Run the command where the key of " + name + " is kept.");
    } catch (IOException e) {
      throw HomeFiles.cannot("read", home.partyKey(name), e);
    } catch (CryptoException e) {
      throw CliException.usage(
          e.code(), String.valueOf(e.getMessage()), "The key of " + name + " was not used.");
    }
  }

  private List<String> names() {
    return organisations().stream().map(Organisation::name).toList();
  }
}
