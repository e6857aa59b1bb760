package io.consentledger.cli.share;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.evidence.VerifiedRecord;
import io.consentledger.ledger.model.ErasureCertificate;
import io.consentledger.ledger.model.OpenRelationship;
import io.consentledger.ledger.model.RotateKey;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;

/** What a customer's proven history says about details, and about the customer's key. */
public final class RecordedDetails {
  private final List<VerifiedRecord> records;

  /**
   * @param records all about one customer, in order
   */
  public RecordedDetails(List<VerifiedRecord> records) {
    this.records = List.copyOf(records);
  }

  /**
   * The record with this id, or else with a commitment of these digits.
   *
   * @param digits 64, lower case
   * @throws CliException {@code record-unknown}, exit 1
   */
  public VerifiedRecord named(String digits) throws CliException {
    return records.stream()
        .filter(one -> one.txId().toHex().equals(digits) || commitment(one).equals(digits))
        .findFirst()
        .orElseThrow(
            () ->
                CliException.refused(
                    "record-unknown",
                    "the ledger holds no record " + digits + " about this customer",
                    "See what it holds with `consent audit`; a proof must be new enough."));
  }

  /**
   * Returns where the ledger holds this commitment in that record, and nothing says that what is
   * behind it was erased.
   *
   * @throws CliException exit 1: {@code record-unknown}, {@code commitment-mismatch}, {@code
   *     details-erased}
   */
  public VerifiedRecord require(ShareFile.Shared shared) throws CliException {
    VerifiedRecord record = named(shared.txId().toHex());
    if (!commitment(record).equals(shared.commitment().toHex())) {
      throw CliException.refused(
          "commitment-mismatch",
          "the ledger holds another commitment in " + shared.txId(),
          "Don't rely on these details: they aren't what was recorded.");
    }
    requireNotErased(record);
    return record;
  }

  /**
   * Returns where no certificate says that this record's details were erased.
   *
   * @throws CliException {@code details-erased}, exit 1
   */
  public void requireNotErased(VerifiedRecord record) throws CliException {
    Optional<TxId> certificate = erasedBy(record);
    if (certificate.isPresent()) {
      throw CliException.refused(
          "details-erased",
          "these details were erased, as " + certificate.get() + " certifies",
          "Delete what was made of them, and any file with them.");
    }
  }

  /** The commitment in a record; an empty text where it holds none. */
  public static String commitment(VerifiedRecord record) {
    return record.payload().toJson().path("details").asText();
  }

  /** The certificate that covers this record's details, where there is one. */
  private Optional<TxId> erasedBy(VerifiedRecord record) {
    JsonNode payload = record.payload().toJson();
    String process = payload.path("process").path("id").asText();
    return records.stream()
        .filter(later -> later.entry().seq() > record.entry().seq())
        .filter(
            later ->
                later.payload() instanceof ErasureCertificate certificate
                    && (certificate.processIds().isEmpty()
                        || certificate.processIds().contains(process)))
        .map(VerifiedRecord::txId)
        .findFirst();
  }

  /**
   * The newest key of the customer; empty where no relationship was opened. Whether it was revoked
   * stands in the key's own stream, which a history doesn't hold before the key signed something.
   */
  public Optional<VerifyingKey> newestKey() {
    Optional<VerifyingKey> current = Optional.empty();
    for (VerifiedRecord record : records) {
      if (record.payload() instanceof OpenRelationship open) {
        current = Optional.of(open.subjectKey());
      } else if (record.payload() instanceof RotateKey rotation) {
        current = Optional.of(rotation.newKey());
      }
    }
    return current;
  }
}
