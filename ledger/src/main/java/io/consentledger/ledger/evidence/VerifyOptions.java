package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import java.util.Optional;

/**
 * What a bundle is held against beside the genesis file.
 *
 * @param nonce that the bundle's challenge must hold
 * @param earlier what an earlier proof showed, that this one must extend
 */
public record VerifyOptions(Optional<Digest> nonce, Optional<EarlierProof> earlier) {
  /** The genesis file alone. */
  public static final VerifyOptions NONE = new VerifyOptions(Optional.empty(), Optional.empty());

  public VerifyOptions withNonce(Digest wanted) {
    return new VerifyOptions(Optional.of(wanted), earlier);
  }

  public VerifyOptions withEarlier(EarlierProof proof) {
    return new VerifyOptions(nonce, Optional.of(proof));
  }
}
