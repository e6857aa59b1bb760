package io.consentledger.ledger.state;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.model.DelegationCapacity;
import io.consentledger.ledger.model.DelegationScope;
import io.consentledger.ledger.tx.SubjectRef;
import io.consentledger.ledger.tx.TxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a customer let somebody do: the newest delegation to this delegate.
 *
 * @param grant the transaction that gave it
 * @param untilMs exclusive end, UTC ms
 * @param revoked ended before its time
 */
public record Delegation(
    TxId grant,
    DelegationCapacity capacity,
    List<DelegationScope> scope,
    long untilMs,
    boolean revoked) {
  private static final KeyId LAST = new KeyId(Digest.fromHex("ff".repeat(Digest.SIZE_BYTES)));

  public Delegation {
    scope = List.copyOf(scope);
  }

  /** The newest delegation to this key in this relationship, ended or not, where there is one. */
  public static Optional<Delegation> find(StateView state, SubjectRef subject, KeyId delegate) {
    return Cells.delegation(subject, delegate).newest(state).map(Cell.Entry::value);
  }

  /** Before the keys of the state under which this customer's delegations stand. */
  public static Bytes firstKey(SubjectRef subject) {
    return StateKeys.delegation(subject, new KeyId(Digest.ZERO));
  }

  /** After them. */
  public static Bytes endKey(SubjectRef subject) {
    return Bytes.concat(StateKeys.delegation(subject, LAST), Bytes.owning(new byte[1]));
  }

  /** Whom the delegation under this key of the state is to. */
  public static KeyId delegate(Bytes stateKey) {
    return new KeyId(
        new Digest(stateKey.slice(stateKey.size() - Digest.SIZE_BYTES, stateKey.size())));
  }

  boolean isLive(long timeMs) {
    return !revoked && timeMs < untilMs;
  }

  /** Deciding covers withdrawing: it never needs more than giving did. */
  boolean covers(DelegationScope wanted) {
    return scope.contains(wanted)
        || (wanted == DelegationScope.WITHDRAW && scope.contains(DelegationScope.DECIDE));
  }

  Delegation ended() {
    return new Delegation(grant, capacity, scope, untilMs, true);
  }

  void encode(RecordWriter out) {
    out.digest(grant.digest()).code(capacity).u8(scope.size());
    scope.forEach(out::code);
    out.u64(untilMs).u8(revoked ? 1 : 0);
  }

  static Delegation decode(RecordReader in) {
    TxId grant = new TxId(in.digest());
    DelegationCapacity capacity = in.code(DelegationCapacity.class);
    List<DelegationScope> scope = new ArrayList<>();
    for (int left = in.u8(); left > 0; left--) {
      scope.add(in.code(DelegationScope.class));
    }
    return new Delegation(grant, capacity, scope, in.u64(), in.u8() == 1);
  }
}
