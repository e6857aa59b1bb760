package io.consentledger.ledger.state;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.model.RevocationReason;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's key, registered by opening a relationship or by a rotation. Organisations' keys are
 * in the genesis file, not here.
 *
 * @param isSuperseded whether another key took its place
 * @param revokedFor why it was revoked; null where it wasn't
 */
public record RegisteredKey(
    Algorithm algorithm,
    Bytes raw,
    SubjectRef owner,
    boolean isSuperseded,
    @Nullable RevocationReason revokedFor) {
  private static final int LIVE = 0;
  private static final int REVOKED = 1;
  private static final int SUPERSEDED = 2;

  /** A key that counts. */
  static RegisteredKey live(VerifyingKey key, SubjectRef owner) {
    return new RegisteredKey(key.algorithm(), key.raw(), owner, false, null);
  }

  /** The key with this id, where one was registered, whether it still counts or not. */
  public static Optional<RegisteredKey> find(StateView state, KeyId id) {
    return Cells.key(id).newest(state).map(Cell.Entry::value);
  }

  boolean isRevoked() {
    return revokedFor != null;
  }

  RegisteredKey revoked(RevocationReason reason) {
    return new RegisteredKey(algorithm, raw, owner, isSuperseded, reason);
  }

  RegisteredKey superseded() {
    return new RegisteredKey(algorithm, raw, owner, true, revokedFor);
  }

  /** The key, checked in full again: costly, so keep it. */
  public VerifyingKey verifyingKey() {
    try {
      return VerifyingKey.of(algorithm, raw);
    } catch (CryptoException impossible) {
      throw new IllegalStateException("a registered key is valid", impossible);
    }
  }

  void encode(RecordWriter out) {
    out.u16(algorithm.code()).u16(raw.size()).bytes(raw).digest(owner.digest());
    if (revokedFor == null) {
      out.u8(isSuperseded ? SUPERSEDED : LIVE);
    } else {
      out.u8(REVOKED).code(revokedFor);
    }
  }

  static RegisteredKey decode(RecordReader in) {
    int code = in.u16();
    Algorithm algorithm =
        Algorithm.ofCode(code)
            .orElseThrow(() -> new IllegalStateException("state record: no algorithm " + code));
    Bytes raw = in.bytes(in.u16());
    SubjectRef owner = new SubjectRef(in.digest());
    int status = in.u8();
    RevocationReason revokedFor = status == REVOKED ? in.code(RevocationReason.class) : null;
    return new RegisteredKey(algorithm, raw, owner, status == SUPERSEDED, revokedFor);
  }
}
