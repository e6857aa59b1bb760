package io.consentledger.ledger.witness;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.VerifyingKey;

/**
 * An Ed25519 key under the name by which signed notes know it (C2SP signed-note, signature type 1).
 *
 * @param name without spaces and plus signs
 */
public record NoteKey(String name, VerifyingKey key) {
  private static final Bytes ED25519 = Bytes.owning(new byte[] {1});
  private static final int HASH_BYTES = 4;

  public NoteKey {
    if (!name.matches("[^\\s+\\p{Cntrl}]+")) {
      throw new IllegalArgumentException("no name for a note's key: " + name);
    }
    if (key.algorithm() != Algorithm.ED25519) {
      throw new IllegalArgumentException("notes have no signature type for " + key.algorithm());
    }
  }

  /** The first four bytes of {@code SHA-256(name | newline | 01 | public key)}. */
  Bytes hash() {
    return Digest.of(Bytes.utf8(name + "\n"), ED25519, key.raw()).bytes().slice(0, HASH_BYTES);
  }

  /** What a witness's operator configures: {@code name+hash+key}. */
  public String verifierKey() {
    return name + "+" + hash().toHex() + "+" + Bytes.concat(ED25519, key.raw()).toBase64();
  }
}
