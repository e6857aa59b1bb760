package io.consentledger.crypto.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class TimestampTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Digest SEEN = Digest.of(Bytes.utf8("a header"));
  private static final TestAuthority AUTHORITY = TestAuthority.since(NOW.minus(Duration.ofDays(1)));
  private static final TestAuthority STRANGER = TestAuthority.since(NOW.minus(Duration.ofDays(1)));

  @Test
  void acceptsATokenOfAnAgreedAuthorityAndGivesItsTime() throws CryptoException {
    TimestampToken token =
        TimestampToken.verify(
            token(AUTHORITY, NOW), SEEN, List.of(STRANGER.root(), AUTHORITY.root()));

    assertThat(token.timeMs()).isEqualTo(NOW.toEpochMilli());
    assertThat(token.authority()).isEqualTo(1);
  }

  @Test
  void refusesATokenOverAnotherDigest() throws CryptoException {
    Bytes token = token(AUTHORITY, NOW);

    refused(
        () -> TimestampToken.verify(token, Digest.of(Bytes.utf8("another")), roots()),
        "another digest");
  }

  @Test
  void refusesAnAuthorityThatNobodyAgreedOn() throws CryptoException {
    Bytes token = token(STRANGER, NOW);

    refused(() -> TimestampToken.verify(token, SEEN, roots()), "vouches");
    refused(() -> TimestampToken.verify(token, SEEN, List.of()), "vouches");
  }

  @Test
  void refusesASignerWhoseCertificateWasNotValidThen() throws CryptoException {
    Bytes early = token(AUTHORITY, NOW.minus(Duration.ofDays(30)));

    refused(() -> TimestampToken.verify(early, SEEN, roots()), "");
  }

  @Test
  void refusesASignerThatWasCertifiedForSomethingElse() {
    TestAuthority web =
        TestAuthority.of(NOW.minus(Duration.ofDays(1)), KeyPurposeId.id_kp_serverAuth);

    // The library won't even make such a token.
    assertThatThrownBy(() -> token(web, NOW)).hasStackTraceContaining("time stamping");
  }

  @Test
  void changesNothingThatATokenSaysByAnyChangedBit() throws CryptoException {
    byte[] token = token(AUTHORITY, NOW).toArray();
    int refused = 0;
    for (int bit = 0; bit < token.length * 8; bit += 3) {
      byte[] changed = token.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Optional<TimestampToken> held = held(Bytes.owning(changed));
      refused += held.isEmpty() ? 1 : 0;
      // CMS leaves its wrapping unsigned; what the token says is signed.
      assertThat(held.map(TimestampToken::timeMs).orElse(NOW.toEpochMilli()))
          .isEqualTo(NOW.toEpochMilli());
      assertThat(held.map(TimestampToken::serial).orElse(BigInteger.ONE)).isEqualTo(BigInteger.ONE);
    }

    assertThat(refused).isGreaterThan(token.length * 8 / 3 - 100);
  }

  @Test
  void refusesWhatIsNoToken() throws CryptoException {
    Bytes token = token(AUTHORITY, NOW);

    refused(() -> TimestampToken.verify(Bytes.EMPTY, SEEN, roots()), "");
    refused(() -> TimestampToken.verify(Bytes.utf8("token"), SEEN, roots()), "");
    refused(() -> TimestampToken.verify(Bytes.concat(token, Bytes.utf8("x")), SEEN, roots()), "");
    refused(() -> TimestampToken.verify(Bytes.owning(new byte[1 << 20]), SEEN, roots()), "longer");
  }

  @Test
  void refusesAReplyToAnotherQuestion() {
    TimestampQuery first = TimestampQuery.of(SEEN, new SecureRandom());
    TimestampQuery second = TimestampQuery.of(SEEN, new SecureRandom());
    Bytes reply = AUTHORITY.answer(first.encode(), NOW);

    assertThatThrownBy(() -> second.tokenOf(reply))
        .isInstanceOf(CryptoException.class)
        .extracting("code")
        .isEqualTo("timestamp-refused");
    assertThatThrownBy(() -> first.tokenOf(Bytes.utf8("<html>")))
        .isInstanceOf(CryptoException.class);
  }

  private static Optional<TimestampToken> held(Bytes token) {
    try {
      return Optional.of(TimestampToken.verify(token, SEEN, roots()));
    } catch (CryptoException refused) {
      return Optional.empty();
    }
  }

  private static Bytes token(TestAuthority authority, Instant at) throws CryptoException {
    TimestampQuery query = TimestampQuery.of(SEEN, new SecureRandom());
    return query.tokenOf(authority.answer(query.encode(), at));
  }

  private static List<X509Certificate> roots() {
    return List.of(AUTHORITY.root());
  }

  private static void refused(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOf(CryptoException.class)
        .hasMessageContaining(why)
        .extracting("code")
        .isEqualTo("timestamp-invalid");
  }
}
