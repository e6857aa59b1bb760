package io.consentledger.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class VoteTest {
  private final Validators validators = new Validators();
  private final Vote vote = validators.vote(1);

  @Test
  void comesBackFromItsBytesAndHolds() throws CryptoException {
    Vote decoded = Vote.decode(vote.encode());
    assertThat(decoded).isEqualTo(vote);
    decoded.verify(validators.set, Validators.NETWORK);
  }

  @Test
  void coversEveryFieldWithItsSignature() {
    Digest other = Validators.digest(0xcc);
    refused("vote-invalid", new Vote(8, 0, vote.headerHash(), vote.signer(), vote.signature()));
    refused("vote-invalid", new Vote(7, 1, vote.headerHash(), vote.signer(), vote.signature()));
    refused("vote-invalid", new Vote(7, 0, other, vote.signer(), vote.signature()));
    refused(
        "vote-invalid",
        new Vote(7, 0, vote.headerHash(), validators.vote(2).signer(), vote.signature()));
    refuses("vote-invalid", () -> vote.verify(validators.set, other));
  }

  @Test
  void refusesASignerThatIsNoValidator() {
    Vote strange = Vote.sign(Validators.NETWORK, 7, 0, Validators.HEADER, Validators.key(9));
    refused("signer-unknown", strange);
  }

  @Test
  void refusesBytesThatAreNoVote() {
    Bytes good = vote.encode();
    for (int size = 0; size < good.size(); size++) {
      Bytes cut = good.slice(0, size);
      refuses("vote-malformed", () -> Vote.decode(cut));
    }
    refuses("vote-malformed", () -> Vote.decode(Bytes.concat(good, Bytes.fromHex("00"))));
    refuses("vote-malformed", () -> Vote.decode(with(good, 0, 2)));
    // Height 0, a height with its highest bit set, such an epoch, and a second round.
    refuses("vote-malformed", () -> Vote.decode(with(good, 8, 0)));
    refuses("vote-malformed", () -> Vote.decode(with(good, 1, 0x80)));
    refuses("vote-malformed", () -> Vote.decode(with(good, 9, 0x80)));
    refuses("vote-malformed", () -> Vote.decode(with(good, 16, 1)));
  }

  private static Bytes with(Bytes source, int at, int value) {
    byte[] changed = source.toArray();
    changed[at] = (byte) value;
    return Bytes.owning(changed);
  }

  private void refused(String code, Vote changed) {
    refuses(code, () -> changed.verify(validators.set, Validators.NETWORK));
  }

  private static void refuses(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
