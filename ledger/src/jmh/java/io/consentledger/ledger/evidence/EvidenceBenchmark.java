package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.LedgerException;
import io.consentledger.ledger.tx.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A bundle of about a thousand records in a hundred blocks: making it, and verifying it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class EvidenceBenchmark {
  private static final int BLOCKS = 100;
  private static final int RECORDS_A_BLOCK = 10;

  private Path directory = Path.of("");
  private Bytes bundle = Bytes.EMPTY;
  private @Nullable EvidenceWorld world;

  /** Writes the history. */
  @Setup(Level.Trial)
  public void open() throws IOException, LedgerException {
    directory = Files.createTempDirectory("evidence-benchmark");
    EvidenceWorld opened = new EvidenceWorld(directory.resolve("ledger"));
    world = opened;
    for (int block = 0; block < BLOCKS; block++) {
      List<Transaction> uses = new ArrayList<>();
      for (int i = 0; i < RECORDS_A_BLOCK; i++) {
        uses.add(opened.network.use(opened.bob));
      }
      opened.commit(uses);
    }
    bundle = opened.histories(opened.bob).encode();
  }

  /** Closes and deletes it. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    Objects.requireNonNull(world).close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Reads, proves and encodes. */
  @Benchmark
  public Bytes build() {
    EvidenceWorld opened = Objects.requireNonNull(world);
    return opened.histories(opened.bob).encode();
  }

  /** Every step, signatures and rules included. */
  @Benchmark
  public VerifiedEvidence verify() throws EvidenceException {
    return Objects.requireNonNull(world).verify(bundle);
  }
}
