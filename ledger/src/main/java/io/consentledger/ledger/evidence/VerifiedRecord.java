package io.consentledger.ledger.evidence;

import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.chain.Entry;
import io.consentledger.ledger.genesis.Organisation;
import io.consentledger.ledger.model.Payload;
import io.consentledger.ledger.state.Finding;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/**
 * A record that was proved.
 *
 * @param party whose key signed; absent where a customer's did
 * @param findings of the ledger, proved too; none are told by a receipt
 */
public record VerifiedRecord(
    Entry entry,
    TxId txId,
    Payload payload,
    KeyId signer,
    Optional<Organisation> party,
    List<Finding> findings) {
  public VerifiedRecord {
    findings = List.copyOf(findings);
  }
}
