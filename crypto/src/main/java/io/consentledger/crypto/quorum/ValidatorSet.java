package io.consentledger.crypto.quorum;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Domain;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

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

  /** The place of a key among the members, from 0; -1 where it is no member's. */
  public int placeOf(KeyId keyId) {
    for (int place = 0; place < members.size(); place++) {
      if (members.get(place).key().id().equals(keyId)) {
        return place;
      }
    }
    return -1;
  }

  /** The member that votes with this key. */
  public Optional<Member> member(KeyId keyId) {
    int place = placeOf(keyId);
    return place < 0 ? Optional.empty() : Optional.of(members.get(place));
  }

  public Bytes encode() {
    int size = 4;
    for (Member member : members) {
      size += 6 + member.key().raw().size();
    }
    byte[] encoded = new byte[size];
    ByteBuffer out = ByteBuffer.wrap(encoded);
    out.putShort((short) members.size()).putShort((short) quorum);
    for (Member member : members) {
      out.putShort((short) member.organisation())
          .putShort((short) member.key().algorithm().code())
          .putShort((short) member.key().raw().size());
      member.key().raw().putTo(out);
    }
    return Bytes.owning(encoded);
  }

  /** {@code H(L("valset") | bytes)}. */
  public Digest hash() {
    return Domain.VALIDATOR_SET.hash(encode());
  }
}
