package io.consentledger.ledger.witness;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.NetworkId;
import java.util.List;

/**
 * The log of headers at one size, as text that standard witnesses cosign (C2SP tlog-checkpoint).
 * The leaves are header hashes, so a checkpoint of size n commits to the blocks 1 to n.
 *
 * @param size of the log, so the height of its newest header
 * @param root of the log over the first {@code size} headers
 */
public record CheckpointNote(NetworkId network, long size, Digest root) {
  // Begins unlike every domain of the ledger's own signatures, so that neither passes for the
  // other.
  private static final String ORIGIN = "io.consentledger/network/";

  /** The log's name: the first line, and the name of the keys that sign it. */
  public String origin() {
    return origin(network);
  }

  /** Origin, size and root, a line each. */
  public String text() {
    return origin() + "\n" + size + "\n" + root.bytes().toBase64() + "\n";
  }

  /**
   * The note signed by a validator, as it is published.
   *
   * @throws IllegalArgumentException where the key isn't Ed25519: notes have no type for others
   */
  public String sign(SigningKey validator) {
    NoteKey key = key(network, validator.verifyingKey());
    Signature signature = validator.sign(Bytes.utf8(text()));
    String line = Bytes.concat(key.hash(), signature.bytes()).toBase64();
    return text() + "\n\u2014 " + key.name() + " " + line + "\n";
  }

  /** A validator's key as a witness's configuration names it. */
  public static NoteKey key(NetworkId network, VerifyingKey validator) {
    return new NoteKey(origin(network), validator);
  }

  private static String origin(NetworkId network) {
    return ORIGIN + network.toHex();
  }

  /**
   * What is posted to a witness (C2SP tlog-witness, add-checkpoint).
   *
   * @param oldSize that the witness has seen last; 0 for none
   * @param consistency from that size to this one; empty where it is 0 or this size
   */
  public String witnessRequest(long oldSize, List<Digest> consistency, SigningKey validator) {
    StringBuilder request = new StringBuilder("old ").append(oldSize).append('\n');
    consistency.forEach(hash -> request.append(hash.bytes().toBase64()).append('\n'));
    return request.append('\n').append(sign(validator)).toString();
  }
}
