package io.consentledger.consensus.certify;

import static io.consentledger.consensus.certify.TestValidator.KEYS;
import static io.consentledger.consensus.certify.TestValidator.NETWORK;
import static io.consentledger.consensus.certify.TestValidator.SET;
import static io.consentledger.consensus.certify.TestValidator.block;
import static io.consentledger.consensus.certify.TestValidator.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.consensus.Eventually;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.quorum.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread around the rules, which have their own test. */
final class CertifierTest {
  @TempDir Path directory;

  private static final class Node implements ExecutedChain, CertificateStore, CertifierListener {
    final ConcurrentSkipListMap<Long, Executed> blocks = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<Long, Certificate> certificates = new ConcurrentSkipListMap<>();
    final AtomicInteger announced = new AtomicInteger();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    Certifier open(Path directory) throws IOException {
      return Certifier.open(
          directory,
          new Validator(NETWORK, SET, KEYS.get(0), TestValidator.DRIFT_MS),
          this,
          this,
          this,
          () -> Instant.ofEpochMilli(0));
    }

    @Override
    public long height() {
      return blocks.isEmpty() ? 0 : blocks.lastKey();
    }

    @Override
    public Optional<Executed> at(long height) {
      if (broken) {
        throw new IllegalStateException("the chain can't be read");
      }
      return Optional.ofNullable(blocks.get(height));
    }

    @Override
    public void put(Certificate certificate) {
      certificates.put(certificate.height(), certificate);
    }

    @Override
    public Optional<Certificate> newest() {
      return Optional.empty();
    }

    @Override
    public void certified(Certificate certificate) {}

    @Override
    public void announce() {
      announced.incrementAndGet();
    }

    @Override
    public void cast(int votes) {}

    @Override
    public void refused(RefusedVote vote) {}

    @Override
    public void invalid(String peer, String code) {}

    @Override
    public void found(Evidence evidence) {}

    @Override
    public void halted(Halt halt) {}

    @Override
    public void troubled(String reason) {}

    @Override
    public void differs(Difference difference) {}

    @Override
    public void failed(RuntimeException cause) {
      failures.add(cause);
    }
  }

  @Test
  void tellsWhatEndedItsThread() throws Exception {
    Node node = new Node();
    try (Certifier certifier = node.open(directory)) {
      certifier.start();
      node.broken = true;
      node.blocks.put(1L, block(1, "x", 0));
      Eventually.holds("the failure", () -> !node.failures.isEmpty());
      assertThat(node.failures.get(0)).hasMessage("the chain can't be read");
      assertThat(certifier.status().halted()).isPresent();
    }
  }

  @Test
  void votesAnnouncesAndCertifies() throws Exception {
    Node node = new Node();
    Executed first = block(1, "x", 0);
    node.blocks.put(1L, first);
    try (Certifier certifier = node.open(directory)) {
      certifier.start();
      Eventually.holds("its vote", () -> certifier.announcement().votes().size() == 1);
      certifier.received(
          "peer", new Announcement(List.of(), List.of(), List.of(vote(1, first), vote(2, first))));
      Eventually.holds("a certificate", () -> node.certificates.containsKey(1L));
      Eventually.holds("its status", () -> certifier.status().certifiedHeight() == 1);
      assertThat(node.announced.get()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void findsBlocksThatNobodyToldItOf() throws Exception {
    Node node = new Node();
    try (Certifier certifier = node.open(directory)) {
      certifier.start();
      node.blocks.put(1L, block(1, "x", 0));
      node.blocks.put(2L, block(2, "x", 0));
      Eventually.holds("votes", () -> certifier.announcement().votes().size() == 2);
    }
  }

  @Test
  void refusesASecondProcessOnTheSameFolderAndFindsOneElsewhere() throws Exception {
    Node node = new Node();
    Node twin = new Node();
    twin.blocks.put(1L, block(1, "x", 0));
    try (Certifier certifier = node.open(directory.resolve("one"));
        Certifier other = twin.open(directory.resolve("other"))) {
      assertThatThrownBy(() -> new Node().open(directory.resolve("one")))
          .isInstanceOfSatisfying(
              CertifierStartException.class,
              refused -> assertThat(refused.code()).isEqualTo("vote-lock-in-use"));
      certifier.start();
      other.start();
      Eventually.holds("the twin's vote", () -> other.announcement().votes().size() == 1);
      certifier.received("peer", other.announcement());
      Eventually.holds(
          "the twin found",
          () ->
              certifier.status().evidence().stream()
                  .anyMatch(it -> it.kind() == Evidence.Kind.KEY_USED_ELSEWHERE));
    }
  }

  @Test
  void takesEvidenceFromWhoeverHasIt() throws Exception {
    Node node = new Node();
    Evidence evidence =
        new Evidence(
            Evidence.Kind.DOUBLE_BATCH,
            KEYS.get(1).verifyingKey().id(),
            "term 1 batch 1",
            Bytes.fromHex("01"),
            Bytes.fromHex("02"));
    try (Certifier certifier = node.open(directory)) {
      certifier.start();
      certifier.raise(evidence);
      Eventually.holds("it counts", () -> certifier.status().evidence().contains(evidence));
    }
    try (Certifier again = node.open(directory)) {
      assertThat(again.status().evidence()).containsExactly(evidence);
    }
  }
}
