package io.consentledger.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.tx.NetworkId;
import org.junit.jupiter.api.Test;

final class HeaderTrailTest {
  private static final Digest TIP = Digest.of(Bytes.utf8("tip"));

  private final HeaderTrail trail = new HeaderTrail(7, TIP);

  @Test
  void followsHeadersThatNameTheOneBefore() {
    Digest before = TIP;
    for (long height = 8; height < 200; height++) {
      Header next = header(height, before);
      assertThat(trail.append(next)).isTrue();
      before = next.hash();
      assertThat(trail.at(height)).isEqualTo(before);
    }
    assertThat(trail.newestHeight()).isEqualTo(199);
    assertThat(trail.newestHash()).isEqualTo(before);
  }

  @Test
  void takesNoHeaderOfAnotherChainOrHeight() {
    assertThat(trail.append(header(8, Digest.of(Bytes.utf8("another chain"))))).isFalse();
    assertThat(trail.append(header(7, TIP))).isFalse();
    assertThat(trail.append(header(9, TIP))).isFalse();

    assertThat(trail.newestHeight()).isEqualTo(7);
    assertThat(trail.newestHash()).isEqualTo(TIP);
  }

  private static Header header(long height, Digest before) {
    return new Header(
        new NetworkId(Digest.ZERO),
        height,
        1_000 + height,
        before,
        Digest.ZERO,
        Digest.ZERO,
        1,
        Digest.ZERO,
        0,
        Digest.ZERO,
        Digest.ZERO);
  }
}
