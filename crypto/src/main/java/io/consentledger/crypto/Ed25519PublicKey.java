package io.consentledger.crypto;

import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 under the strict rule. Bouncy Castle checks that S is below the group's order and that
 * encodings are canonical, but its equation is the one with the cofactor. Where the key and R both
 * have full order, that equation holds exactly where the one without the cofactor does, which is
 * what most other libraries compute; so R is held to full order too.
 */
record Ed25519PublicKey(Ed25519.PublicPoint point) implements DecodedKey {
  /** The key, where it is canonical, on the curve and of full order (so not a small one). */
  static Optional<DecodedKey> decode(byte[] raw) {
    return raw.length == Ed25519.PUBLIC_KEY_SIZE
        ? Optional.ofNullable(Ed25519.validatePublicKeyFullExport(raw, 0))
            .map(Ed25519PublicKey::new)
        : Optional.empty();
  }

  @Override
  public boolean accepts(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, point, message, 0, message.length)
        && Ed25519.validatePublicKeyFull(signature, 0);
  }
}
