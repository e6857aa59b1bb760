package io.consentledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.Vote;
import io.consentledger.ledger.chain.Header;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.Table;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttestationsTest {
  @TempDir Path root;
  private final TestNetwork network = new TestNetwork();
  private TestLedger made;

  @BeforeEach
  void fill() throws LedgerException {
    made = new TestLedger(root.resolve("live"), network);
    made.apply(network.story(2));
    made.apply(network.withdraw(network.customer("0")));
  }

  @AfterEach
  void close() {
    made.close();
  }

  @Test
  void keepsCertificatesAndKnowsTheNewest() throws Exception {
    Certificate second = certificate(2);
    Certificate first = certificate(1);
    assertThat(made.ledger.newestCertificate()).isEmpty();

    made.ledger.putCertificate(second);
    made.ledger.putCertificate(first);

    assertThat(made.ledger.certificate(1)).contains(first);
    assertThat(made.ledger.newestCertificate()).contains(second);
    made.close();
    try (Ledger again = Ledger.open(root.resolve("live"), network.genesis, StoreConfig.DEFAULT)) {
      assertThat(again.newestCertificate()).contains(second);
    }
  }

  @Test
  void refusesACertificateForAnotherBlock() {
    Certificate another = certificate(1, Digest.of(Bytes.utf8("another")));

    assertThatThrownBy(() -> made.ledger.putCertificate(another))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> made.ledger.putCertificate(certificate(9, Digest.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(made.ledger.newestCertificate()).isEmpty();
  }

  @Test
  void keepsTimestampsByHeight() {
    made.ledger.putTimestamp(2, Bytes.utf8("token"));

    assertThat(made.ledger.timestamp(2)).contains(Bytes.utf8("token"));
    assertThat(made.ledger.timestamp(1)).isEmpty();
  }

  @Test
  void letsFsckFindACertificateThatDoesNotHold() throws Exception {
    made.ledger.putCertificate(certificate(1));
    made.ledger.putTimestamp(1, Bytes.utf8("token"));
    assertThat(codes()).isEmpty();

    try (StoreBatch batch = new StoreBatch()) {
      made.ledger
          .store()
          .write(batch.put(Table.certificate(1), certificate(1, Digest.ZERO).encode()));
    }
    assertThat(codes()).containsExactly("certificate-of-another-header");

    Certificate stranger = signed(1, hash(1), List.of(network.validatorKey));
    try (StoreBatch batch = new StoreBatch()) {
      made.ledger.store().write(batch.put(Table.certificate(1), stranger.encode()));
    }
    assertThat(codes()).containsExactly("certificate-short");
  }

  private List<String> codes() throws Exception {
    return Fsck.check(made.ledger, root.resolve("scratch"), Runnable::run, 1).problems().stream()
        .map(FsckProblem::code)
        .toList();
  }

  private Certificate certificate(long height) {
    return certificate(height, hash(height));
  }

  private Certificate certificate(long height, Digest hash) {
    return signed(height, hash, List.of(network.validatorKey, TestNetwork.key("insurer-1")));
  }

  private Certificate signed(long height, Digest hash, List<SigningKey> validators) {
    List<Vote> votes =
        validators.stream()
            .map(key -> Vote.sign(network.id().digest(), height, 0, hash, key))
            .toList();
    return Certificate.of(network.genesis.validatorSet(), votes);
  }

  private Digest hash(long height) {
    return made.ledger.header(height).map(Header::hash).orElseThrow();
  }
}
