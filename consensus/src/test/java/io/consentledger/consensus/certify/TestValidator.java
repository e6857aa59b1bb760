package io.consentledger.consensus.certify;

import io.consentledger.crypto.Algorithm;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.SecretBytes;
import io.consentledger.crypto.SigningKey;
import io.consentledger.crypto.quorum.Certificate;
import io.consentledger.crypto.quorum.ValidatorSet;
import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One of four validators, with a chain in memory, driven by hand. */
final class TestValidator implements ExecutedChain, CertificateStore, CertifierListener {
  static final Digest NETWORK = Digest.of(Bytes.utf8("network"));
  static final long DRIFT_MS = 10_000;
  static final List<SigningKey> KEYS = IntStream.range(0, 4).mapToObj(TestValidator::key).toList();
  static final ValidatorSet SET =
      new ValidatorSet(
          3,
          IntStream.range(0, 4)
              .mapToObj(i -> new ValidatorSet.Member(i, KEYS.get(i).verifyingKey()))
              .toList());

  final TreeMap<Long, Executed> blocks = new TreeMap<>();
  final TreeMap<Long, Certificate> certificates = new TreeMap<>();
  final List<Evidence> found = new ArrayList<>();
  final List<String> troubles = new ArrayList<>();
  final List<Difference> differences = new ArrayList<>();
  final TestDisk disk = new TestDisk();
  final List<String> halts = new ArrayList<>();
  final List<RefusedVote> refusals = new ArrayList<>();
  final List<String> invalid = new ArrayList<>();
  Announcement announcement = Announcement.NOTHING;
  long nowMs = 1_000_000;
  private final int number;
  private final Path directory;
  private @Nullable VoteLock lock;
  private @Nullable Certification certification;

  TestValidator(int number, Path directory) throws IOException {
    this.number = number;
    this.directory = directory;
    open();
  }

  private static SigningKey key(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) (number + 1));
    return SigningKey.fromSecret(Algorithm.ED25519, SecretBytes.owning(seed));
  }

  static Executed block(long height, String content, long timeMs) {
    return new Executed(height, Digest.of(Bytes.utf8(height + content)), 0, timeMs);
  }

  static Vote vote(int validator, Executed block) {
    return Vote.sign(NETWORK, block.height(), block.epoch(), block.hash(), KEYS.get(validator));
  }

  static Certificate certificate(Executed block, int... validators) {
    return Certificate.of(
        SET, Arrays.stream(validators).mapToObj(number -> vote(number, block)).toList());
  }

  private void open() throws IOException {
    Validator me = new Validator(NETWORK, SET, KEYS.get(number), DRIFT_MS);
    VoteLock opened = VoteLock.open(directory.resolve("vote-lock"), me.lockOwner(), disk);
    lock = opened;
    certification =
        new Certification(
            me,
            this,
            this,
            opened,
            new VoteCaster(me, opened, () -> Instant.ofEpochMilli(nowMs)),
            new StopSwitch(EvidenceBook.open(directory.resolve("evidence"))),
            this);
    at(height()).ifPresent(newest -> certification().applied(newest));
  }

  /** Ends without a word, as a killed process does, and starts on what the disk holds. */
  void crashAndRestart() throws IOException {
    close();
    announcement = Announcement.NOTHING;
    open();
  }

  void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }

  Certification certification() {
    if (certification == null) {
      throw new AssertionError("not open");
    }
    return certification;
  }

  /** Executes a block whose time is now, without a turn. */
  Executed execute(long height, String content) {
    return execute(block(height, content, nowMs), true);
  }

  /**
   * Executes a block.
   *
   * @param live whether this node is known to have held all blocks before it until now
   */
  Executed execute(Executed block, boolean live) {
    if (live) {
      certification().upToDate(block.height() - 1, nowMs);
    }
    blocks.put(block.height(), block);
    certification().applied(block);
    return block;
  }

  TestValidator turn() {
    certification().turn().ifPresent(newest -> announcement = newest);
    return this;
  }

  /** Hears what a peer announces, and takes its turn. */
  TestValidator hear(TestValidator peer) {
    String name = "node-" + peer.number;
    peer.announcement.alarms().forEach(vote -> certification().received(name, vote));
    peer.announcement.votes().forEach(vote -> certification().received(name, vote));
    peer.announcement.certificates().forEach(it -> certification().received(name, it));
    return turn();
  }

  TestValidator hear(Vote... votes) {
    for (Vote vote : votes) {
      certification().received("node", vote);
    }
    return turn();
  }

  CertifierStatus status() {
    return certification().status();
  }

  @Override
  public long height() {
    return blocks.isEmpty() ? 0 : blocks.lastKey();
  }

  @Override
  public Optional<Executed> at(long height) {
    return Optional.ofNullable(blocks.get(height));
  }

  @Override
  public void put(Certificate certificate) {
    certificates.putIfAbsent(certificate.height(), certificate);
  }

  @Override
  public Optional<Certificate> newest() {
    return certificates.isEmpty()
        ? Optional.empty()
        : Optional.of(certificates.lastEntry().getValue());
  }

  @Override
  public void certified(Certificate certificate) {}

  @Override
  public void announce() {}

  @Override
  public void cast(int votes) {}

  @Override
  public void refused(RefusedVote vote) {
    refusals.add(vote);
  }

  @Override
  public void invalid(String peer, String code) {
    invalid.add(peer + " " + code);
  }

  @Override
  public void found(Evidence evidence) {
    found.add(evidence);
  }

  @Override
  public void halted(Halt halt) {
    halts.add(halt.reason());
  }

  @Override
  public void troubled(String reason) {
    troubles.add(reason);
  }

  @Override
  public void differs(Difference difference) {
    differences.add(difference);
  }
}
