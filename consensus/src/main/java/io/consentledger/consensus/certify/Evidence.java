package io.consentledger.consensus.certify;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.quorum.Vote;
import java.util.Arrays;
import java.util.Optional;

/**
 * What shows to anybody that the owner of a validator key lied, or that somebody else has the key:
 * bytes that it signed and that no honest validator signs.
 *
 * @param accused the key that signed
 * @param place what the two contradict each other about, for example {@code height 17}
 * @param first signed bytes as they came: a vote, or a batch's signed head
 * @param second what contradicts the first; empty where one alone is enough
 */
public record Evidence(Kind kind, KeyId accused, String place, Bytes first, Bytes second) {
  /** What was done. */
  public enum Kind {
    /** One validator voted for two headers at one height. */
    DOUBLE_VOTE("double-vote"),
    /** One leader signed two batches with one number in one term. */
    DOUBLE_BATCH("double-batch"),
    /** A vote signed with this node's own key, which this node did not cast. */
    KEY_USED_ELSEWHERE("key-used-elsewhere"),
    /** A file among the evidence that can't be read: certification doesn't go on past it. */
    UNREADABLE("unreadable-evidence");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The stable code. */
    public String code() {
      return code;
    }

    static Optional<Kind> ofCode(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
  }

  public Evidence {
    if (place.isEmpty() || !place.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a place is a line of ASCII: " + place);
    }
  }

  static Evidence doubleVote(Vote first, Vote second) {
    return new Evidence(
        Kind.DOUBLE_VOTE,
        first.signer(),
        "height " + first.height(),
        first.encode(),
        second.encode());
  }

  static Evidence keyUsedElsewhere(Vote vote) {
    return new Evidence(
        Kind.KEY_USED_ELSEWHERE,
        vote.signer(),
        "height " + vote.height(),
        vote.encode(),
        Bytes.EMPTY);
  }

  /** The same lie, whichever two of its parts were caught. */
  boolean sameAs(Evidence other) {
    return kind == other.kind && accused.equals(other.accused) && place.equals(other.place);
  }

  /** Names the file, the same for the same lie. */
  String fileName() {
    Digest lie = Digest.of(Bytes.utf8(kind.code() + '\n' + accused.toHex() + '\n' + place));
    return kind.code() + "-" + lie.toHex().substring(0, 16) + ".txt";
  }
}
