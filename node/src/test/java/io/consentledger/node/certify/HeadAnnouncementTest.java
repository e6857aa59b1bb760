package io.consentledger.node.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.consensus.certify.Announcement;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.NetworkId;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class HeadAnnouncementTest {
  private static final Digest HASH = Digest.of(Bytes.utf8("header"));

  private final SigningKey key = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private final ValidatorSet set =
      new ValidatorSet(1, List.of(new ValidatorSet.Member(0, key.verifyingKey())));

  private Vote vote(long height) {
    return Vote.sign(Digest.ZERO, height, 0, HASH, key);
  }

  private HeadAnnouncement announcement(int votes) {
    return new HeadAnnouncement(
        9,
        HASH,
        new Announcement(
            List.of(Certificate.of(set, List.of(vote(8))), Certificate.of(set, List.of(vote(7)))),
            List.of(vote(3)),
            LongStream.rangeClosed(9, 8L + votes).mapToObj(this::vote).toList()),
        List.of(SignedBatchHead.sign(new NetworkId(Digest.ZERO), 1, 2, 3, List.of(), key)));
  }

  @Test
  void comesBackFromItsBytes() throws MalformedException {
    HeadAnnouncement announcement = announcement(3);
    assertThat(HeadAnnouncement.decode(announcement.encode(4096))).isEqualTo(announcement);
  }

  @Test
  void leavesOutWhatDoesNotFitFromTheEnd() throws MalformedException {
    Bytes encoded = announcement(50).encode(4096);
    assertThat(encoded.size()).isLessThanOrEqualTo(4096);
    HeadAnnouncement decoded = HeadAnnouncement.decode(encoded);
    assertThat(decoded.certification().alarms()).hasSize(1);
    assertThat(decoded.certification().certificates()).extracting(Certificate::height).contains(8L);
    List<Vote> votes = decoded.certification().votes();
    assertThat(votes).hasSizeBetween(10, 49);
    assertThat(votes.get(0).height()).as("the lowest height first").isEqualTo(9);
  }

  @Test
  void refusesBytesThatAreNone() {
    Bytes good = announcement(1).encode(4096);
    for (int size = 0; size < good.size(); size++) {
      refuses(good.slice(0, size));
    }
    refuses(Bytes.concat(good, Bytes.fromHex("00")));
    byte[] changed = good.toArray();
    changed[0] = 1;
    refuses(Bytes.owning(changed));
  }

  private static void refuses(Bytes wire) {
    assertThatThrownBy(() -> HeadAnnouncement.decode(wire)).isInstanceOf(MalformedException.class);
  }
}
