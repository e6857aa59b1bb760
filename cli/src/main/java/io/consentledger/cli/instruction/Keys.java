package io.consentledger.cli.instruction;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.Parties;
import io.consentledger.cli.home.Wallet;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that customers use with organisations, derived from their wallets and kept for a while.
 * Not safe for use by several threads.
 */
public final class Keys {
  private final WalletStore wallets;
  private final Parties parties;
  private final boolean makeMissing;
  private final Map<String, Relationship> known = new BoundedMap();

  /** A customer's key for one controller, and the pseudonym that it gives. */
  public record Relationship(SigningKey key, SubjectRef subjectRef) {}

  /**
   * @param makeMissing whether a wallet that is named and missing is made
   */
  public Keys(WalletStore wallets, Parties parties, boolean makeMissing) {
    this.wallets = wallets;
    this.parties = parties;
    this.makeMissing = makeMissing;
  }

  /** The relationship of a wallet with a controller. */
  public Relationship of(String wallet, PartyId controller) throws CliException {
    String name = wallet + '|' + controller.toHex();
    Relationship found = known.get(name);
    if (found == null) {
      try (Wallet opened = makeMissing ? wallets.openOrCreate(wallet) : wallets.open(wallet)) {
        found = derive(opened, controller);
      }
      known.put(name, found);
    }
    return found;
  }

  /** The key with which a wallet's holder acts for one customer. */
  public SigningKey ofDelegate(String wallet, SubjectRef customer) throws CliException {
    try (Wallet opened = makeMissing ? wallets.openOrCreate(wallet) : wallets.open(wallet)) {
      return opened.keyAsDelegateOf(customer.digest());
    }
  }

  private Relationship derive(Wallet wallet, PartyId controller) {
    SigningKey key = wallet.keyFor(controller.digest());
    return new Relationship(
        key, SubjectRef.of(parties.networkId(), controller, key.verifyingKey()));
  }

  private static final class BoundedMap extends LinkedHashMap<String, Relationship> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Relationship> eldest) {
      return size() > Limits.KEYS_CACHED_MAX;
    }
  }
}
