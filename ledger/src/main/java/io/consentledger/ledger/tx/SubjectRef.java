package io.consentledger.ledger.tx;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.VerifyingKey;

/** Names one customer to one controller: two controllers cannot join their references. */
public record SubjectRef(Digest digest) implements Comparable<SubjectRef> {
  /** {@code H(L("subject") | networkId | controllerId | u16 alg | first public key)}. */
  public static SubjectRef of(NetworkId network, PartyId controller, VerifyingKey firstKey) {
    return new SubjectRef(
        Domain.SUBJECT.hash(
            network.digest().bytes(),
            controller.digest().bytes(),
            WireWriter.u16Bytes(firstKey.algorithm().code()),
            firstKey.raw()));
  }

  /**
   * Decodes 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException where it is anything else
   */
  public static SubjectRef fromHex(String hex) {
    return new SubjectRef(Digest.fromHex(hex));
  }

  /** Lower-case hexadecimal, 64 digits. */
  public String toHex() {
    return digest.toHex();
  }

  @Override
  public int compareTo(SubjectRef other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
