package io.consentledger.crypto.quorum;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The votes of a quorum for one header: {@code u8 version | u64 height | u32 epoch | u32 round |
 * headerHash 32 | u16 count | count x (keyId 32 | u16 sigLen | sig)}, in the order of the validator
 * set, so that a set of votes has one encoding (docs/spec/votes-and-certificates.md). It stands
 * beside its block and is never hashed into anything: nodes may hold different sets of votes.
 *
 * @param height from 1
 * @param epoch of the header
 */
public record Certificate(long height, int epoch, Digest headerHash, List<Signed> votes) {
  private static final int VERSION = 1;
  private static final String MALFORMED = "certificate-malformed";
  private static final int FIXED_BYTES = 1 + 8 + 4 + 4 + 32 + 2;

  /** Who signed, and the signature of its {@link Vote}. */
  public record Signed(KeyId signer, Signature signature) {}

  public Certificate {
    votes = List.copyOf(votes);
  }

  /**
   * Puts verified votes of distinct members of {@code set} in its order.
   *
   * @throws IllegalArgumentException where there is none, or they are not for one header
   */
  public static Certificate of(ValidatorSet set, Collection<Vote> votes) {
    List<Vote> ordered = new ArrayList<>(votes);
    ordered.sort(Comparator.comparingInt(vote -> set.placeOf(vote.signer())));
    if (ordered.isEmpty()) {
      throw new IllegalArgumentException("a certificate of no votes");
    }
    Vote first = ordered.get(0);
    List<Signed> signed = new ArrayList<>(ordered.size());
    for (Vote vote : ordered) {
      if (vote.height() != first.height()
          || vote.epoch() != first.epoch()
          || !vote.headerHash().equals(first.headerHash())) {
        throw new IllegalArgumentException("votes for different headers");
      }
      signed.add(new Signed(vote.signer(), vote.signature()));
    }
    return new Certificate(first.height(), first.epoch(), first.headerHash(), signed);
  }

  /**
   * Decodes a certificate; nothing about its signers is checked here.
   *
   * @throws CryptoException {@code certificate-malformed}
   */
  public static Certificate decode(Bytes wire) throws CryptoException {
    Fields in = new Fields(wire, MALFORMED);
    in.version(VERSION);
    long height = in.height();
    int epoch = in.epoch();
    in.round();
    Digest headerHash = in.digest();
    int count = in.count();
    List<Signed> votes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      votes.add(new Signed(new KeyId(in.digest()), in.signature()));
    }
    in.end();
    return new Certificate(height, epoch, headerHash, votes);
  }

  /** The wire form; {@link #decode} takes it back. */
  public Bytes encode() {
    int size = FIXED_BYTES;
    for (Signed vote : votes) {
      size += Digest.SIZE_BYTES + 2 + vote.signature().bytes().size();
    }
    byte[] encoded = new byte[size];
    ByteBuffer out = ByteBuffer.wrap(encoded);
    out.put((byte) VERSION).putLong(height).putInt(epoch).putInt(Vote.ROUND);
    headerHash.bytes().putTo(out);
    out.putShort((short) votes.size());
    for (Signed vote : votes) {
      vote.signer().digest().bytes().putTo(out);
      out.putShort((short) vote.signature().bytes().size());
      vote.signature().bytes().putTo(out);
    }
    return Bytes.owning(encoded);
  }

  /** Its votes one by one. */
  public List<Vote> asVotes() {
    return votes.stream()
        .map(vote -> new Vote(height, epoch, headerHash, vote.signer(), vote.signature()))
        .toList();
  }

  /**
   * Returns normally only where these are the votes of at least a quorum of {@code set}, each of
   * another member, in the set's order, and every one of them holds. Each check is made on all
   * votes before the next one, so that every verifier names the same fault.
   *
   * @throws CryptoException in this order: {@code signer-unknown}; {@code signer-duplicated}, also
   *     for votes out of order; {@code vote-invalid}; {@code certificate-short}
   */
  public void verify(ValidatorSet set, Digest networkId) throws CryptoException {
    for (Signed vote : votes) {
      if (set.placeOf(vote.signer()) < 0) {
        throw new CryptoException("signer-unknown", "no validator has the key " + vote.signer());
      }
    }
    int last = -1;
    for (Signed vote : votes) {
      int place = set.placeOf(vote.signer());
      if (place <= last) {
        throw new CryptoException(
            "signer-duplicated", "a signer stands twice, or not in the order of the set");
      }
      last = place;
    }
    for (Vote vote : asVotes()) {
      vote.verify(set, networkId);
    }
    if (votes.size() < set.quorum()) {
      throw new CryptoException(
          "certificate-short", votes.size() + " votes where " + set.quorum() + " are needed");
    }
  }
}
