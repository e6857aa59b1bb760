package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreReader;
import io.consentledger.ledger.store.Table;
import io.consentledger.ledger.tx.WireWriter;
import java.util.Optional;

/**
 * What others attest of this ledger's headers: certificates and time-stamps. They stand beside the
 * blocks and are never hashed into anything, because each node holds others. For any thread.
 */
final class Attestations {
  private static final Bytes NEWEST_CERTIFIED = Table.meta("certified");

  private final Store store;

  Attestations(Store store) {
    this.store = store;
  }

  /** Keeps a certificate, whose votes the caller has verified. */
  synchronized void put(Certificate certificate) {
    requireOurs(certificate);
    if (certificate(store, certificate.height()).isPresent()) {
      return;
    }
    try (StoreBatch batch = new StoreBatch()) {
      batch.put(Table.certificate(certificate.height()), certificate.encode());
      if (newestCertifiedHeight(store) < certificate.height()) {
        batch.put(NEWEST_CERTIFIED, new WireWriter(8).u64(certificate.height()).toBytes());
      }
      store.write(batch);
    }
  }

  void putTimestamp(long height, Bytes token) {
    try (StoreBatch batch = new StoreBatch()) {
      store.write(batch.put(Table.timestamp(height), token));
    }
  }

  static Optional<Certificate> certificate(StoreReader store, long height) {
    return store.get(Table.certificate(height)).map(row -> decode(height, row));
  }

  static Optional<Certificate> newestCertificate(StoreReader store) {
    return certificate(store, newestCertifiedHeight(store));
  }

  static Optional<Bytes> timestamp(StoreReader store, long height) {
    return store.get(Table.timestamp(height));
  }

  private static long newestCertifiedHeight(StoreReader store) {
    return store.get(NEWEST_CERTIFIED).map(row -> row.asBuffer().getLong()).orElse(0L);
  }

  private void requireOurs(Certificate certificate) {
    boolean ours =
        new StoredView(store)
            .header(certificate.height())
            .map(Header::hash)
            .equals(Optional.of(certificate.headerHash()));
    if (!ours) {
      throw new IllegalArgumentException(
          "a certificate for another block than ours at height " + certificate.height());
    }
  }

  private static Certificate decode(long height, Bytes row) {
    try {
      return Certificate.decode(row);
    } catch (CryptoException malformed) {
      throw StorageFailure.damaged("the certificate at height " + height, malformed);
    }
  }
}
