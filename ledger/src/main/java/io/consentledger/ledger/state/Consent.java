package io.consentledger.ledger.state;

import io.consentledger.ledger.tx.TxId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consent of one customer to one process.
 *
 * @param processVersion the version that was last asked about or decided
 * @param dataCategories granted; empty unless given
 * @param validUntilMs exclusive end of a grant, UTC ms; 0 unless given
 * @param grant the transaction that gave it; kept after a withdrawal, null where never given
 */
record Consent(
    ConsentStatus status,
    int processVersion,
    List<String> dataCategories,
    long validUntilMs,
    @Nullable TxId grant) {
  static Consent without(ConsentStatus status, int processVersion, @Nullable TxId grant) {
    return new Consent(status, processVersion, List.of(), 0, grant);
  }

  boolean wasGiven() {
    return status == ConsentStatus.GIVEN || status == ConsentStatus.RENEWED;
  }

  boolean isLive(long timeMs) {
    return wasGiven() && timeMs < validUntilMs;
  }

  void encode(RecordWriter out) {
    out.code(status).u32(processVersion).texts(dataCategories).u64(validUntilMs);
    if (grant == null) {
      out.u8(0);
    } else {
      out.u8(1).digest(grant.digest());
    }
  }

  static Consent decode(RecordReader in) {
    return new Consent(
        in.code(ConsentStatus.class),
        in.u32(),
        in.texts(),
        in.u64(),
        in.u8() == 0 ? null : new TxId(in.digest()));
  }
}
