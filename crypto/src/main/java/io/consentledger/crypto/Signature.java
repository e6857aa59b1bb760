package io.consentledger.crypto;

/**
 * The bytes of a signature, of any length: whether they are one is for {@link VerifyingKey} to say.
 */
public record Signature(Bytes bytes) {
  @Override
  public String toString() {
    return bytes.toHex();
  }
}
