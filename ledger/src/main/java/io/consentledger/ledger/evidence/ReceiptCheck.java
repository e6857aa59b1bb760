package io.consentledger.ledger.evidence;

import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 10 of docs/spec/evidence.md: does a receipt hold the record that it is about, the record
 * that brings the signing key where one does, and nothing else?
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
    if (others.size() != 1) {
      return false;
    }
    VerifyingKey opened = others.get(0).filing().opened();
    return opened != null && opened.id().equals(signer);
  }
}
