package io.consentledger.cli.instruction;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import io.consentledger.cli.home.Parties;
import io.consentledger.cli.home.Wallet;
import io.consentledger.cli.home.WalletStore;
import io.consentledger.crypto.HpkePrivateKey;
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

  /**
   * A customer's key for one controller.
   *
   * @param subjectRef the pseudonym, which follows from the first key and stays
   * @param epoch how many keys came before this one
   */
  public record Relationship(SigningKey key, SubjectRef subjectRef, int epoch) {}

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
        found = derive(opened, controller, wallets.epoch(wallet, controller.digest()));
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

  /** The key that opens what was sealed to a wallet's holder in one relationship. */
  public HpkePrivateKey forShares(String wallet, SubjectRef customer) throws CliException {
    try (Wallet opened = wallets.open(wallet)) {
      return opened.keyForShares(customer.digest());
    }
  }

  /** The same relationship with another of its keys, such as the one that comes next. */
  public Relationship at(String wallet, PartyId controller, int epoch) throws CliException {
    try (Wallet opened = wallets.open(wallet)) {
      return derive(opened, controller, epoch);
    }
  }

  private Relationship derive(Wallet wallet, PartyId controller, int epoch) {
    SigningKey first = wallet.keyFor(controller.digest(), Wallet.FIRST_EPOCH);
    SubjectRef subject = SubjectRef.of(parties.networkId(), controller, first.verifyingKey());
    SigningKey key =
        epoch == Wallet.FIRST_EPOCH ? first : wallet.keyFor(controller.digest(), epoch);
    return new Relationship(key, subject, epoch);
  }

  private static final class BoundedMap extends LinkedHashMap<String, Relationship> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Relationship> eldest) {
      return size() > Limits.KEYS_CACHED_MAX;
    }
  }
}
