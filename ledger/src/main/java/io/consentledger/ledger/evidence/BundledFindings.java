package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import java.util.List;

/**
 * What the ledger found about the records of one stream.
 *
 * @param proof of the head of the chain of findings, or that there is none, in the anchor's map
 * @param rows by ascending sequence number
 */
public record BundledFindings(Bytes proof, List<Row> rows) {
  /** The findings of the record with this sequence number, as the ledger stores them. */
  public record Row(long seq, Bytes row) {}

  public BundledFindings {
    rows = List.copyOf(rows);
  }
}
