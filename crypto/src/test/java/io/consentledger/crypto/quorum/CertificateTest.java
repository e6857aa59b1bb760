package io.consentledger.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Signature;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class CertificateTest {
  private final Validators validators = new Validators();

  @Test
  void hasOneEncodingForASetOfVotes() throws CryptoException {
    Certificate one = Certificate.of(validators.set, validators.votes(0, 2, 3));
    Certificate other = Certificate.of(validators.set, validators.votes(3, 0, 2));
    assertThat(other.encode()).isEqualTo(one.encode());
    Certificate decoded = Certificate.decode(one.encode());
    assertThat(decoded).isEqualTo(one);
    assertThat(decoded.asVotes()).isEqualTo(validators.votes(0, 2, 3));
    decoded.verify(validators.set, Validators.NETWORK);
  }

  @Test
  void holdsWithMoreVotesThanNeeded() throws CryptoException {
    certificate(0, 1, 2, 3).verify(validators.set, Validators.NETWORK);
  }

  @Test
  void refusesFewerThanAQuorum() {
    refuses("certificate-short", certificate(0, 1));
    refuses("certificate-short", certificate());
  }

  @Test
  void refusesASignerTwiceOrOutOfOrder() {
    refuses("signer-duplicated", certificate(0, 1, 1, 2));
    refuses("signer-duplicated", certificate(0, 2, 1));
  }

  @Test
  void refusesASignerThatIsNoValidatorBeforeAnythingElse() {
    Vote strange = Vote.sign(Validators.NETWORK, 7, 0, Validators.HEADER, Validators.key(9));
    refuses("signer-unknown", of(List.of(validators.vote(1), validators.vote(1), strange)));
  }

  @Test
  void refusesOneFalseVoteAmongEnoughGoodOnes() {
    Vote good = validators.vote(3);
    Vote forged =
        new Vote(7, 0, good.headerHash(), good.signer(), new Signature(Bytes.owning(new byte[64])));
    refuses(
        "vote-invalid",
        of(List.of(validators.vote(0), validators.vote(1), validators.vote(2), forged)));
  }

  @Test
  void refusesVotesForAnotherNetworkOrHeader() {
    Certificate certificate = certificate(0, 1, 2);
    refusesCall("vote-invalid", () -> certificate.verify(validators.set, Validators.digest(0xcc)));
    refuses("vote-invalid", new Certificate(7, 0, Validators.digest(0xcc), certificate.votes()));
    refuses("vote-invalid", new Certificate(8, 0, Validators.HEADER, certificate.votes()));
  }

  @Test
  void refusesBytesThatAreNoCertificate() {
    Bytes good = certificate(0, 1, 2).encode();
    for (int size = 0; size < good.size(); size++) {
      Bytes cut = good.slice(0, size);
      refusesCall("certificate-malformed", () -> Certificate.decode(cut));
    }
    refusesCall(
        "certificate-malformed", () -> Certificate.decode(Bytes.concat(good, Bytes.fromHex("00"))));
    byte[] laterVersion = good.toArray();
    laterVersion[0] = 2;
    refusesCall("certificate-malformed", () -> Certificate.decode(Bytes.owning(laterVersion)));
  }

  @Test
  void isNeverMadeOfVotesForDifferentHeaders() {
    Vote other = Vote.sign(Validators.NETWORK, 7, 0, Validators.digest(1), validators.keys.get(1));
    assertThatThrownBy(() -> Certificate.of(validators.set, List.of(validators.vote(0), other)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Certificate certificate(int... signers) {
    return of(validators.votes(signers));
  }

  /** As listed, right or wrong. */
  private static Certificate of(List<Vote> votes) {
    return new Certificate(
        7,
        0,
        Validators.HEADER,
        votes.stream()
            .map(vote -> new Certificate.Signed(vote.signer(), vote.signature()))
            .toList());
  }

  private void refuses(String code, Certificate certificate) {
    refusesCall(code, () -> certificate.verify(validators.set, Validators.NETWORK));
  }

  private static void refusesCall(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CryptoException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
