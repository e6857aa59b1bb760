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
 * @param byDelegate whether a delegate gave it; false unless given
 */
record Consent(
    ConsentStatus status,
    int processVersion,
    List<String> dataCategories,
    long validUntilMs,
    @Nullable TxId grant,
    boolean byDelegate) {
  private static final int BY_CUSTOMER = 1;
  private static final int BY_DELEGATE = 2;

  static Consent without(ConsentStatus status, int processVersion, @Nullable TxId grant) {
    return new Consent(status, processVersion, List.of(), 0, grant, false);
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
      out.u8(byDelegate ? BY_DELEGATE : BY_CUSTOMER).digest(grant.digest());
    }
  }

  static Consent decode(RecordReader in) {
    ConsentStatus status = in.code(ConsentStatus.class);
    int version = in.u32();
    List<String> categories = in.texts();
    long untilMs = in.u64();
    int given = in.u8();
    TxId grant = given == 0 ? null : new TxId(in.digest());
    return new Consent(status, version, categories, untilMs, grant, given == BY_DELEGATE);
  }
}
