package io.consentledger.ledger.tx;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;

/** Names a stream: one thing whose history must be provably complete. */
public record StreamId(Digest digest) implements Comparable<StreamId> {
  /** A customer's relationship with one controller. */
  public static StreamId ofSubject(NetworkId network, SubjectRef subject) {
    return new StreamId(
        Domain.STREAM_SUBJECT.hash(network.digest().bytes(), subject.digest().bytes()));
  }

  /** An organisation's catalogue of notices and processes. */
  public static StreamId ofParty(NetworkId network, PartyId party) {
    return new StreamId(Domain.STREAM_PARTY.hash(network.digest().bytes(), party.digest().bytes()));
  }

  /** What became of one key: nothing, or its revocation. The same on every network. */
  public static StreamId ofKey(KeyId key) {
    return new StreamId(Domain.STREAM_KEY.hash(key.digest().bytes()));
  }

  /** The auditors' challenges of this network, all in one stream. */
  public static StreamId ofChallenge(NetworkId network) {
    return new StreamId(Domain.STREAM_CHALLENGE.hash(network.digest().bytes()));
  }

  /**
   * Decodes 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static StreamId fromHex(String hex) {
    return new StreamId(Digest.fromHex(hex));
  }

  /** Lower-case hexadecimal, 64 digits. */
  public String toHex() {
    return digest.toHex();
  }

  @Override
  public int compareTo(StreamId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
