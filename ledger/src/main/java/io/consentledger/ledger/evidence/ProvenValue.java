package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapProof;
import io.consentledger.crypto.ProofException;
import java.util.Optional;

/** What a map proof shows about a key. */
final class ProvenValue {
  private ProvenValue() {}

  /**
   * The value under {@code key} in the map with this root; empty where there is none.
   *
   * @throws ProofException where the proof is malformed, or shows neither
   */
  static Optional<Digest> of(Bytes encoded, Digest key, Digest root) throws ProofException {
    MapProof proof = MapProof.decode(encoded);
    Optional<Digest> value =
        proof.terminal().filter(leaf -> leaf.key().equals(key)).map(MapProof.Leaf::value);
    if (value.isPresent()) {
      proof.verifyMember(key, value.get(), root);
    } else {
      proof.verifyAbsent(key, root);
    }
    return value;
  }
}
