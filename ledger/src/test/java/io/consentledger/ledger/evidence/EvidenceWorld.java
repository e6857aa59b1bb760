package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.ledger.TransactionResult;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.evidence.EvidenceNetwork.Customer;
import io.consentledger.ledger.model.Operation;
import io.consentledger.ledger.query.CheckQuery;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TxId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A real ledger with a short story: Ann deals with a bank and a retailer (there with a P-256 key),
 * withdraws, and is used all the same; Bob's consent stands; Carol's key is revoked.
 */
final class EvidenceWorld implements AutoCloseable {
  static final Digest NONCE = Digest.of(Bytes.utf8("the auditor's number"));

  final EvidenceNetwork network = new EvidenceNetwork("evidence");
  final Customer ann = network.customer("ann", "bank");
  final Customer annAtRetailer = network.customer("ann", "retailer", Algorithm.ECDSA_P256);
  final Customer annAtAdtech = network.customer("ann", "adtech");
  final Customer bob = network.customer("bob", "bank");
  final Customer carol = network.customer("carol", "bank");
  final Customer nobody = network.customer("nobody", "bank");
  final List<Bytes> moments = new ArrayList<>();
  TxId annsGrant;
  TxId banksUse;
  TxId revocation;
  TxId challenge;
  final Ledger ledger;
  private long index;

  EvidenceWorld(Path directory) throws LedgerException {
    ledger = Ledger.open(directory, network.genesis);
    Transaction grant = network.grant(ann);
    Transaction use = network.use(ann);
    Transaction revoke = network.revoke(carol);
    Transaction asked = network.challenge(EvidenceNetwork.key("regulator"), NONCE);
    annsGrant = grant.id();
    banksUse = use.id();
    revocation = revoke.id();
    challenge = asked.id();
    commit(network.notice("bank"), network.notice("retailer"), network.notice("adtech"));
    commit(network.process("bank"), network.process("retailer"), network.process("adtech"));
    commit(network.open(ann), network.open(annAtRetailer), network.open(bob), network.open(carol));
    commit(network.grant(bob), grant, network.grant(carol), network.grant(annAtRetailer));
    commit(use, network.use(bob), network.use(carol));
    commit(network.withdraw(ann));
    commit(revoke, network.use(ann), network.use(annAtRetailer));
    commit(asked, network.use(ann));
    commit(network.use(bob), network.use(annAtRetailer));
  }

  /** One block, a minute after the one before. */
  void commit(Transaction... transactions) {
    commit(List.of(transactions));
  }

  void commit(List<Transaction> transactions) {
    index++;
    List<TransactionResult> results =
        ledger
            .apply(
                1,
                index,
                ledger.tip().timeMs() + 60_000,
                ledger.verifier().verifyAll(transactions, Runnable::run, 1))
            .results();
    for (TransactionResult result : results) {
      if (!(result instanceof TransactionResult.Committed)) {
        throw new AssertionError(result.toString());
      }
    }
  }

  Header header(long height) {
    return ledger.header(height).orElseThrow();
  }

  /** What the ledger proves now about these customers. */
  EvidenceBundle histories(Customer... customers) {
    return histories(OptionalLong.empty(), Optional.empty(), customers);
  }

  EvidenceBundle histories(OptionalLong since, Optional<TxId> challenge, Customer... customers) {
    List<SubjectRef> subjects = new ArrayList<>();
    for (Customer customer : customers) {
      subjects.add(customer.ref());
    }
    return build(builder -> builder.histories(new HistoryRequest(subjects, since, challenge)));
  }

  /** May the bank use Ann's, or another customer's, data? */
  CheckQuery question(Customer customer, @Nullable Long atMs, @Nullable Long knownAtHeight) {
    return new CheckQuery(
        customer.ref(),
        customer.controllerId(),
        EvidenceNetwork.PROCESS.id(),
        null,
        List.of("EmailAddress"),
        Operation.USE,
        null,
        atMs,
        knownAtHeight);
  }

  EvidenceBundle check(CheckQuery query) {
    return build(builder -> builder.check(query));
  }

  EvidenceBundle receipt(TxId txId) {
    return build(builder -> builder.receipt(txId));
  }

  /** What can be made from one moment. */
  interface Making {
    EvidenceBundle make(EvidenceBuilder builder) throws UnprovableException;
  }

  EvidenceBundle build(Making making) {
    try {
      return tryBuild(making);
    } catch (UnprovableException refused) {
      throw new AssertionError(refused);
    }
  }

  EvidenceBundle tryBuild(Making making) throws UnprovableException {
    try (LedgerSnapshot moment = ledger.snapshot()) {
      Header newest = header(moment.tip().height());
      return making.make(
          new EvidenceBuilder(network.genesis, moment, network.certificate(newest), List.of()));
    }
  }

  VerifiedEvidence verify(Bytes bundle) throws EvidenceException {
    return verify(bundle, VerifyOptions.NONE);
  }

  VerifiedEvidence verify(Bytes bundle, VerifyOptions options) throws EvidenceException {
    return new EvidenceVerifier(network.genesis).verify(bundle, options);
  }

  /** To hold a bundle against this one. */
  VerifyOptions after(Bytes earlier) throws EvidenceException {
    return VerifyOptions.NONE.withEarlier(new EvidenceVerifier(network.genesis).earlier(earlier));
  }

  /** The code that a bundle is refused with; {@code verified} where it isn't. */
  String code(Bytes bundle, VerifyOptions options) {
    try {
      verify(bundle, options);
      return "verified";
    } catch (EvidenceException refused) {
      return refused.code();
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
