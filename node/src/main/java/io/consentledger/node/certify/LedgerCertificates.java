package io.consentledger.node.certify;

import io.consentledger.consensus.certify.CertificateStore;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.Ledger;
import java.util.Optional;

/** Certificates in the ledger's store, beside their blocks. */
record LedgerCertificates(Ledger ledger) implements CertificateStore {
  @Override
  public void put(Certificate certificate) {
    ledger.putCertificate(certificate);
  }

  @Override
  public Optional<Certificate> newest() {
    return ledger.newestCertificate();
  }
}
