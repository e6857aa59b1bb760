package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.state.StateView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads each cell of an unchanging state once. The records of a batch share processes and notices,
 * and one record's key is asked for several times: reading them again was a third of applying it.
 * For one thread, for one batch.
 */
final class RememberedState implements StateView {
  private final StateView base;
  private final Map<Bytes, Optional<Bytes>> seen = new HashMap<>();

  RememberedState(StateView base) {
    this.base = base;
  }

  @Override
  public @Nullable Bytes get(Bytes key) {
    Optional<Bytes> known = seen.get(key);
    if (known == null) {
      known = Optional.ofNullable(base.get(key));
      seen.put(key, known);
    }
    return known.orElse(null);
  }
}
