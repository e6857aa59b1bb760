package io.consentledger.crypto;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one signature and one hash cost: the floor under every figure of docs/performance.md. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CryptoBenchmark {
  /** A signed statement: its domain's prefix and 148 bytes. */
  private final Bytes message = Domain.STATEMENT.message(Bytes.owning(new byte[148]));

  private final SigningKey ed25519 = newKey(Algorithm.ED25519);
  private final Signature ed25519Signature = ed25519.sign(message);
  private final SigningKey p256 = newKey(Algorithm.ECDSA_P256);
  private final Signature p256Signature = p256.sign(message);
  private final Digest left = MerkleLog.leaf(Bytes.utf8("left"));
  private final Digest right = MerkleLog.leaf(Bytes.utf8("right"));
  private MerkleFrontier frontier = new MerkleFrontier();

  @Setup
  public void fillFrontier() {
    frontier = new MerkleFrontier();
    for (int i = 0; i < 1_000_000; i++) {
      frontier.append(left);
    }
  }

  @Benchmark
  public Signature signEd25519() {
    return ed25519.sign(message);
  }

  @Benchmark
  public VerifyingKey verifyEd25519() throws CryptoException {
    ed25519.verifyingKey().verify(message, ed25519Signature);
    return ed25519.verifyingKey();
  }

  /** With a key that wasn't kept: decoded and checked in full each time. */
  @Benchmark
  public VerifyingKey decodeAndVerifyEd25519() throws CryptoException {
    VerifyingKey key = VerifyingKey.of(Algorithm.ED25519, ed25519.verifyingKey().raw());
    key.verify(message, ed25519Signature);
    return key;
  }

  @Benchmark
  public Signature signP256() {
    return p256.sign(message);
  }

  @Benchmark
  public VerifyingKey verifyP256() throws CryptoException {
    p256.verifyingKey().verify(message, p256Signature);
    return p256.verifyingKey();
  }

  @Benchmark
  public Digest hashNode() {
    return MerkleLog.node(left, right);
  }

  @Benchmark
  public Digest appendToLog() {
    frontier.append(right);
    return right;
  }

  private static SigningKey newKey(Algorithm algorithm) {
    return SigningKey.generate(algorithm, new SecureRandom());
  }
}
