package io.consentledger.node.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.consensus.certify.Evidence;
import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.ledger.chain.ChainException;
import io.consentledger.ledger.chain.SignedBatchHead;
import io.consentledger.ledger.tx.NetworkId;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchWatchTest {
  private static final NetworkId NETWORK = new NetworkId(Digest.of(Bytes.utf8("network")));

  private final SigningKey leader = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
  private final BatchWatch watch =
      new BatchWatch(
          NETWORK, new ValidatorSet(1, List.of(new ValidatorSet.Member(0, leader.verifyingKey()))));

  private SignedBatchHead head(long number, long timeMs) {
    return SignedBatchHead.sign(NETWORK, 3, number, timeMs, List.of(), leader);
  }

  @Test
  void convictsALeaderOfTwoBatchesUnderOneNumber() throws ChainException {
    assertThat(watch.ordered(head(1, 10))).isEmpty();
    assertThat(watch.ordered(head(2, 10))).isEmpty();
    assertThat(watch.announced(head(1, 10))).as("the same again").isEmpty();
    Evidence found = watch.announced(head(1, 11)).orElseThrow();
    assertThat(found.kind()).isEqualTo(Evidence.Kind.DOUBLE_BATCH);
    assertThat(found.accused()).isEqualTo(leader.verifyingKey().id());
    assertThat(found.place()).isEqualTo("term 3 batch 1");
    assertThat(List.of(found.first(), found.second()))
        .containsExactly(head(1, 10).encode(), head(1, 11).encode());
  }

  @Test
  void accusesNobodyOfWhatTheyDidNotSign() {
    assertThat(watch.ordered(head(1, 10))).isEmpty();
    SignedBatchHead honest = head(1, 11);
    SignedBatchHead forged =
        new SignedBatchHead(
            NETWORK,
            3,
            1,
            11,
            0,
            honest.contentHash(),
            honest.leader(),
            new Signature(Bytes.owning(new byte[64])));
    assertThatThrownBy(() -> watch.announced(forged)).isInstanceOf(ChainException.class);
    SigningKey stranger = SigningKey.generate(Algorithm.ED25519, new SecureRandom());
    SignedBatchHead strange = SignedBatchHead.sign(NETWORK, 3, 1, 11, List.of(), stranger);
    assertThatThrownBy(() -> watch.announced(strange)).isInstanceOf(ChainException.class);
  }
}
