package io.consentledger.crypto;

/** A public key decoded once, with the acceptance rule of its algorithm. Immutable. */
sealed interface DecodedKey permits Ed25519PublicKey, P256PublicKey {
  /** Whether the policy of docs/spec/keys-and-signatures.md accepts this signature. */
  boolean accepts(byte[] message, byte[] signature);
}
