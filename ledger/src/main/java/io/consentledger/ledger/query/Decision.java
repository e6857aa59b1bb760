package io.consentledger.ledger.query;

import io.consentledger.ledger.model.Assurance;
import io.consentledger.ledger.state.Effect;
import io.consentledger.ledger.state.Reason;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link CheckQuery}. Only {@link Effect#PERMIT} permits.
 *
 * @param reasons at least one, in the order of {@link Reason}
 * @param height the block that this holds at, 0 before the first
 * @param timeMs the time that was asked about, UTC ms
 */
public record Decision(
    Effect effect,
    List<Reason> reasons,
    @Nullable TxId basisOrNull,
    @Nullable Assurance assuranceOrNull,
    List<Obligation> obligations,
    long height,
    long timeMs) {
  public Decision {
    reasons = List.copyOf(reasons);
    obligations = List.copyOf(obligations);
  }

  /** The transaction that permits it: the customer's grant, or the declared process. */
  public Optional<TxId> basis() {
    return Optional.ofNullable(basisOrNull);
  }

  /** Who held the key that signs for the customer; empty where no relationship is known. */
  public Optional<Assurance> assurance() {
    return Optional.ofNullable(assuranceOrNull);
  }
}
