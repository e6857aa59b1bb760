package io.consentledger.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.TlsFiles;
import io.consentledger.crypto.timestamp.TestAuthority;
import io.consentledger.crypto.timestamp.TimestampQuery;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.ledger.TestNetwork;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.genesis.GenesisBuilder;
import io.consentledger.ledger.genesis.GenesisException;
import io.consentledger.ledger.genesis.TimestampAuthority;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Digest ANCHOR = Digest.of(Bytes.utf8("anchor"));
  private static final TestAuthority FIRST = TestAuthority.since(NOW.minus(Duration.ofDays(1)));
  private static final TestAuthority SECOND = TestAuthority.since(NOW.minus(Duration.ofDays(1)));

  @Test
  void namesTheAuthorityAndTheTimeOfEachToken() throws Exception {
    List<TimestampToken> held =
        new TimestampCheck(genesis(FIRST, SECOND))
            .check(List.of(token(SECOND, ANCHOR), token(FIRST, ANCHOR)), ANCHOR);

    assertThat(held).extracting(TimestampToken::authority).containsExactly(1, 0);
    assertThat(held).extracting(TimestampToken::timeMs).containsOnly(NOW.toEpochMilli());
  }

  @Test
  void refusesATokenOverAnotherHeaderOrOfAStranger() throws Exception {
    refused(genesis(FIRST), token(FIRST, Digest.of(Bytes.utf8("another header"))));
    refused(genesis(FIRST), token(SECOND, ANCHOR));
    refused(genesis(), token(FIRST, ANCHOR));
  }

  private static void refused(Genesis genesis, Bytes token) {
    assertThatThrownBy(() -> new TimestampCheck(genesis).check(List.of(token), ANCHOR))
        .isInstanceOf(EvidenceException.class)
        .extracting("code", "place")
        .containsExactly("timestamp-invalid", "timestamps[0]");
  }

  private static Genesis genesis(TestAuthority... authorities) throws GenesisException {
    Genesis plain = new TestNetwork().genesis;
    GenesisBuilder builder = new GenesisBuilder("stamped", 0, plain.vocabulary());
    plain.organisations().forEach(builder::organisation);
    for (int i = 0; i < authorities.length; i++) {
      builder.timestampAuthority(
          new TimestampAuthority("tsa-" + i, TlsFiles.encoded(authorities[i].root())));
    }
    return builder.build();
  }

  private static Bytes token(TestAuthority authority, Digest over) throws CryptoException {
    TimestampQuery query = TimestampQuery.of(over, new SecureRandom());
    return query.tokenOf(authority.answer(query.encode(), NOW));
  }
}
