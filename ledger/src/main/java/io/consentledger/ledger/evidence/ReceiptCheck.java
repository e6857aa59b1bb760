package io.consentledger.ledger.evidence;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 10 of docs/spec/evidence.md: does a receipt hold the record that it is about, the records
 * that brought the signing key where any did, and nothing else?
 */
final class ReceiptCheck {
  private final Genesis genesis;

  ReceiptCheck(Genesis genesis) {
    this.genesis = genesis;
  }

  ProvenRecord check(TxId wanted, List<ProvenStream> streams) throws EvidenceException {
    List<ProvenRecord> found = new ArrayList<>();
    List<ProvenRecord> others = new ArrayList<>();
    boolean last = true;
    for (ProvenStream stream : streams) {
      for (int i = 0; i < stream.records().size(); i++) {
        ProvenRecord record = stream.records().get(i);
        boolean it = record.txId().equals(wanted);
        (it ? found : others).add(record);
        last = last && (!it || i == stream.records().size() - 1);
      }
    }
    if (found.size() != 1 || !last || !areNeeded(others, found.get(0).signer())) {
      throw new EvidenceException(
          "record-not-found",
          "the receipt doesn't hold the claimed record, its key's beginning, and nothing else",
          "claim.receipt");
    }
    return found.get(0);
  }

  private boolean areNeeded(List<ProvenRecord> others, KeyId signer) {
    if (genesis.partyKey(signer).isPresent()) {
      return others.isEmpty();
    }
    // From the key that signed back to the opening, each rotation signed by the key before it.
    KeyId key = signer;
    for (int i = others.size() - 1; i >= 0; i--) {
      ProvenRecord origin = others.get(i);
      VerifyingKey brought = origin.filing().opened();
      if (brought == null || !brought.id().equals(key)) {
        return false;
      }
      if (origin.entry().kind() == Kind.OPEN_RELATIONSHIP) {
        return i == 0;
      }
      key = origin.signer();
    }
    return false;
  }
}
