package io.consentledger.ledger.state;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.SubjectRef;
import java.util.Optional;

/**
 * A customer's key, registered by opening a relationship. Organisations' keys are in the genesis
 * file, not here.
 */
public record RegisteredKey(Algorithm algorithm, Bytes raw, SubjectRef owner) {
  /** The key with this id, where a relationship registered it. */
  public static Optional<RegisteredKey> find(StateView state, KeyId id) {
    return Cells.key(id).newest(state).map(Cell.Entry::value);
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
  }

  static RegisteredKey decode(RecordReader in) {
    int code = in.u16();
    Algorithm algorithm =
        Algorithm.ofCode(code)
            .orElseThrow(() -> new IllegalStateException("state record: no algorithm " + code));
    return new RegisteredKey(algorithm, in.bytes(in.u16()), new SubjectRef(in.digest()));
  }
}
