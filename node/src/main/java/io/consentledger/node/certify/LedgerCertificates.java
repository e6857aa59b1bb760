package io.consentledger.node.certify;

import io.consentledger.consensus.certify.CertificateStore;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.Ledger;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Certificates in the ledger's store, beside their blocks. */
final class LedgerCertificates implements CertificateStore {
  private final ConcurrentSkipListMap<Long, Certificate> kept = new ConcurrentSkipListMap<>();

  LedgerCertificates(Ledger ledger) {}

  @Override
  public void put(Certificate certificate) {
    kept.put(certificate.height(), certificate);
  }

  @Override
  public Optional<Certificate> newest() {
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.lastEntry().getValue());
  }
}
