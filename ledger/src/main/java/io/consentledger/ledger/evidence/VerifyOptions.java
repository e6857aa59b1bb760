package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.Optional;

/**
 * What a bundle is held against beside the genesis file.
 *
 * @param nonce that the bundle's challenge must hold
 * @param earlier a bundle from before, that this one must extend
 */
public record VerifyOptions(Optional<Digest> nonce, Optional<Bytes> earlier) {
  /** The genesis file alone. */
  public static final VerifyOptions NONE = new VerifyOptions(Optional.empty(), Optional.empty());

  public VerifyOptions withNonce(Digest wanted) {
    return new VerifyOptions(Optional.of(wanted), earlier);
  }

  public VerifyOptions withEarlier(Bytes bundle) {
    return new VerifyOptions(nonce, Optional.of(bundle));
  }
}
