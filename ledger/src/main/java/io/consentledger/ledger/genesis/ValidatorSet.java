package io.consentledger.ledger.genesis;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.WireWriter;
import java.util.List;

/**
 * Who certifies blocks, one vote per organisation: {@code u16 n | u16 q | n x (u16 orgId | u16 alg
 * | u16 len | key)}.
 *
 * @param quorum votes that make a certificate; three times it is more than twice the members
 */
public record ValidatorSet(int quorum, List<Member> members) {
  /**
   * One validator.
   *
   * @param organisation its organisation's place in the genesis file, from 0
   */
  public record Member(int organisation, VerifyingKey key) {}

  public ValidatorSet {
    members = List.copyOf(members);
    if (quorum > members.size() || 3L * quorum <= 2L * members.size()) {
      throw new IllegalArgumentException(
          "a quorum of " + quorum + " out of " + members.size() + " validators");
    }
  }

  /** The smallest quorum that is safe with this many validators. */
  public static int smallestQuorum(int members) {
    return 2 * members / 3 + 1;
  }

  public Bytes encode() {
    int size = 4;
    for (Member member : members) {
      size += 6 + member.key().raw().size();
    }
    WireWriter out = new WireWriter(size).u16(members.size()).u16(quorum);
    for (Member member : members) {
      out.u16(member.organisation())
          .u16(member.key().algorithm().code())
          .u16(member.key().raw().size())
          .bytes(member.key().raw());
    }
    return out.toBytes();
  }

  /** {@code H(L("valset") | bytes)}. */
  public Digest hash() {
    return Domain.VALIDATOR_SET.hash(encode());
  }
}
