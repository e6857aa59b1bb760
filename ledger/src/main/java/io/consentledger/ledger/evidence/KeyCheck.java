package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.NetworkId;
import io.consentledger.ledger.tx.StreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step 9 of docs/spec/evidence.md: known keys, neither revoked nor superseded, and signatures that
 * hold.
 */
final class KeyCheck {
  private final Genesis genesis;
  private final Map<KeyId, VerifyingKey> opened = new HashMap<>();
  private final Map<StreamId, Map<KeyId, VerifyingKey>> openedIn = new HashMap<>();
  private final Map<KeyId, ProvenRecord> revoked = new HashMap<>();
  private final Map<KeyId, ProvenRecord> superseded = new HashMap<>();

  KeyCheck(Genesis genesis, List<ProvenStream> streams) {
    this.genesis = genesis;
    for (ProvenStream stream : streams) {
      for (ProvenRecord record : stream.records()) {
        collect(record.filing(), record);
      }
    }
  }

  /** Where the records are shown in the order of the ledger, one by one: {@link #next}. */
  KeyCheck(Genesis genesis) {
    this(genesis, List.of());
  }

  /** The next record in the order of the ledger. */
  void next(ProvenRecord record) throws EvidenceException {
    check(record, openedIn.computeIfAbsent(record.entry().streamId(), id -> new HashMap<>()));
    collect(record.filing(), record);
  }

  private void collect(Filing filing, ProvenRecord record) {
    if (record.entry().kind() == Kind.ROTATE_KEY) {
      superseded.merge(record.signer(), record, KeyCheck::earlier);
    }
    if (filing.opened() != null) {
      opened.put(filing.opened().id(), filing.opened());
    }
    if (filing.revoked() != null) {
      revoked.merge(filing.revoked(), record, KeyCheck::earlier);
    }
  }

  private static ProvenRecord earlier(ProvenRecord a, ProvenRecord b) {
    return a.isBefore(b) ? a : b;
  }

  void check(ProvenStream stream) throws EvidenceException {
    Map<KeyId, VerifyingKey> openedHere = new HashMap<>();
    for (ProvenRecord record : stream.records()) {
      check(record, openedHere);
    }
  }

  private void check(ProvenRecord record, Map<KeyId, VerifyingKey> openedHere)
      throws EvidenceException {
    Optional<VerifyingKey> key = key(record, openedHere);
    if (key.isEmpty() || key.get().algorithm() != record.statement().algorithm()) {
      throw new EvidenceException(
          "key-unknown", "no known key has the id " + record.signer(), record.place());
    }
    requireLive(record);
    requireSigned(record, key.get());
    VerifyingKey fresh = record.filing().opened();
    if (fresh != null) {
      requirePossession(record, fresh);
      openedHere.put(fresh.id(), fresh);
    }
  }

  private Optional<VerifyingKey> key(ProvenRecord record, Map<KeyId, VerifyingKey> openedHere) {
    Optional<VerifyingKey> party = genesis.partyKey(record.signer());
    if (party.isPresent()) {
      // No organisation speaks for a customer's key.
      return record.entry().kind() == Kind.ROTATE_KEY ? Optional.empty() : party;
    }
    if (record.filing().subject() != null) {
      return Optional.ofNullable(openedHere.get(record.signer()));
    }
    if (record.filing().controller() != null) {
      return Optional.empty(); // A catalogue is the organisation's own.
    }
    return Optional.ofNullable(opened.get(record.signer()));
  }

  private void requireLive(ProvenRecord record) throws EvidenceException {
    requireNotAfter(revoked, record, "key-revoked", "its key was revoked before, in block ");
    requireNotAfter(
        superseded, record, "key-superseded", "another key took its key's place, in block ");
  }

  private static void requireNotAfter(
      Map<KeyId, ProvenRecord> ends, ProvenRecord record, String code, String what)
      throws EvidenceException {
    ProvenRecord end = ends.get(record.signer());
    if (end != null && end.isBefore(record)) {
      throw new EvidenceException(code, what + end.entry().height(), record.place());
    }
  }

  private static void requireSigned(ProvenRecord record, VerifyingKey key)
      throws EvidenceException {
    try {
      key.verify(record.statement().signedBytes(), record.transaction().signature());
    } catch (CryptoException refused) {
      throw new EvidenceException(
          "signature-invalid", "the signature does not hold", record.place(), refused);
    }
  }

  private void requirePossession(ProvenRecord record, VerifyingKey key) throws EvidenceException {
    Filing filing = record.filing();
    if (filing.controller() == null || filing.subject() == null || filing.possession() == null) {
      throw new AssertionError("what brings a key names them");
    }
    NetworkId network = genesis.networkId();
    boolean delegated = record.statement().kind() == Kind.DELEGATE;
    Domain domain = delegated ? Domain.DELEGATE : Domain.POSSESSION;
    Bytes message =
        domain.message(
            network.digest().bytes(),
            filing.controller().digest().bytes(),
            filing.subject().digest().bytes());
    try {
      key.verify(message, filing.possession());
    } catch (CryptoException refused) {
      throw new EvidenceException(
          "possession-invalid",
          "the key that it brings did not sign that",
          record.place(),
          refused);
    }
  }
}
