package io.consentledger.cli.report;

import io.consentledger.ledger.evidence.VerifiedRecord;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Counts a proof's records up to a time as they go by: none is kept. For one thread. */
public final class AsOfCount implements Consumer<VerifiedRecord> {
  /** What there was at the time. */
  public record Counted(long records, long findings) {}

  private final OptionalLong asOfMs;
  private long records;
  private long findings;

  /**
   * @param asOfMs the time, UTC milliseconds; empty where nobody asked
   */
  public AsOfCount(OptionalLong asOfMs) {
    this.asOfMs = asOfMs;
  }

  @Override
  public void accept(VerifiedRecord record) {
    if (asOfMs.isPresent() && record.entry().blockTimeMs() <= asOfMs.getAsLong()) {
      records++;
      findings += record.findings().size();
    }
  }

  /** Empty where nobody asked. */
  public Optional<Counted> counted() {
    return asOfMs.isPresent() ? Optional.of(new Counted(records, findings)) : Optional.empty();
  }
}
