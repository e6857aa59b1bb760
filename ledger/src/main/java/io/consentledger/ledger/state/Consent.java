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
 * @param recipients for whom alone it was given; empty for all that the process declares
 */
record Consent(
    ConsentStatus status,
    int processVersion,
    List<String> dataCategories,
    long validUntilMs,
    @Nullable TxId grant,
    boolean byDelegate,
    List<String> recipients) {
  private static final int BY_CUSTOMER = 1;
  private static final int BY_DELEGATE = 2;
  private static final int FOR_SOME = 4;

  static Consent without(ConsentStatus status, int processVersion, @Nullable TxId grant) {
    return new Consent(status, processVersion, List.of(), 0, grant, false, List.of());
  }

  /** Whether it was given for an organisation too that the process declares. */
  boolean isFor(String recipient) {
    return recipients.isEmpty() || recipients.contains(recipient);
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
      int by = byDelegate ? BY_DELEGATE : BY_CUSTOMER;
      out.u8(recipients.isEmpty() ? by : by | FOR_SOME).digest(grant.digest());
    }
    if (!recipients.isEmpty()) {
      out.texts(recipients);
    }
  }

  static Consent decode(RecordReader in) {
    ConsentStatus status = in.code(ConsentStatus.class);
    int version = in.u32();
    List<String> categories = in.texts();
    long untilMs = in.u64();
    int given = in.u8();
    TxId grant = given == 0 ? null : new TxId(in.digest());
    boolean byDelegate = (given & BY_DELEGATE) != 0;
    List<String> recipients = (given & FOR_SOME) != 0 ? in.texts() : List.of();
    return new Consent(status, version, categories, untilMs, grant, byDelegate, recipients);
  }
}
