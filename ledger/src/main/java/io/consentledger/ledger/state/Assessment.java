package io.consentledger.ledger.state;

import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.model.Right;
import io.consentledger.ledger.tx.TxId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Question}, with all that bears on it. Built by {@link Assessor}. */
public final class Assessment {
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private final Map<Right, Long> optOutEndMs = new EnumMap<>(Right.class);
  private @Nullable TxId basis;
  private @Nullable Assurance assurance;
  private @Nullable Long validUntilMs;
  private @Nullable Integer retentionDays;

  Assessment() {}

  /** The strongest effect among the reasons. */
  public Effect effect() {
    Effect strongest = Effect.PERMIT;
    for (Reason reason : reasons) {
      if (reason.effect().compareTo(strongest) < 0) {
        strongest = reason.effect();
      }
    }
    return strongest;
  }

  /** All reasons, in the order of {@link Reason}; at least one. */
  public List<Reason> reasons() {
    return List.copyOf(reasons);
  }

  /** The grant that stands, or the declaration of another legal basis. */
  public Optional<TxId> basis() {
    return Optional.ofNullable(basis);
  }

  /** Who held the key that signs for the customer; empty where no relationship is known. */
  public Optional<Assurance> assurance() {
    return Optional.ofNullable(assurance);
  }

  /** Exclusive end of the grant that stands, UTC ms. */
  public OptionalLong validUntilMs() {
    return validUntilMs == null ? OptionalLong.empty() : OptionalLong.of(validUntilMs);
  }

  /** How long the process may keep the data. */
  public OptionalInt retentionDays() {
    return retentionDays == null ? OptionalInt.empty() : OptionalInt.of(retentionDays);
  }

  /** The opt-outs that deny this, with the exclusive end of the time to comply (UTC ms). */
  public Map<Right, Long> optOutEndMs() {
    return Collections.unmodifiableMap(optOutEndMs);
  }

  void add(Reason reason) {
    reasons.add(reason);
  }

  void addOptOut(Reason reason, Right right, long endMs) {
    reasons.add(reason);
    optOutEndMs.put(right, endMs);
  }

  void restsOn(TxId transaction) {
    basis = transaction;
  }

  void validUntil(long timeMs) {
    validUntilMs = timeMs;
  }

  void retainedFor(int days) {
    retentionDays = days;
  }

  void assuredBy(Assurance level) {
    assurance = level;
  }
}
