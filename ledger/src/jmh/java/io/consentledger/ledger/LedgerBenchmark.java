package io.consentledger.ledger;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.json.CanonicalJson;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs beside its signature: decoding, the JSON gate, and applying its batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LedgerBenchmark {
  static final int BATCH_RECORDS = 1000;

  /** One grant, as bytes. */
  @State(Scope.Benchmark)
  public static class OneRecord {
    final Bytes wire;
    final Bytes payload;

    public OneRecord() {
      TestNetwork network = new TestNetwork();
      Transaction grant = network.grant(network.customer("0"));
      wire = grant.encode();
      payload = grant.payload();
    }
  }

  /** A ledger of customers, and for each invocation a batch of grants, verified before. */
  @State(Scope.Benchmark)
  public static class Batches {
    private final TestNetwork network = new TestNetwork();
    private final List<TestNetwork.Customer> customers = new ArrayList<>();
    private Path directory = Path.of("");
    private List<Candidate> candidates = List.of();
    private @Nullable Ledger ledger;

    /** Opens the ledger. */
    @Setup(Level.Trial)
    public void open() throws IOException, LedgerException {
      directory = Files.createTempDirectory("ledger-benchmark");
      ledger = Ledger.open(directory.resolve("ledger"), network.genesis);
      List<Transaction> openings = new ArrayList<>(List.of(network.notice(), network.process()));
      for (int i = 0; i < BATCH_RECORDS; i++) {
        TestNetwork.Customer customer = network.customer(Integer.toString(i));
        customers.add(customer);
        openings.add(network.open(customer));
      }
      apply(verified(openings));
    }

    /** Signs and verifies the next batch. */
    @Setup(Level.Invocation)
    public void prepare() {
      candidates = verified(customers.stream().map(network::grant).toList());
    }

    ApplyResult apply(List<Candidate> batch) {
      Ledger open = opened();
      return open.apply(1, open.applied().index() + 1, open.tip().timeMs() + 5, batch);
    }

    private List<Candidate> verified(List<Transaction> transactions) {
      return opened().verifier().verifyAll(transactions, Runnable::run, 1);
    }

    private Ledger opened() {
      return Objects.requireNonNull(ledger, "the trial opens it");
    }

    /** Closes the ledger and removes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      opened().close();
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Strict decoding of one transaction, the JSON gate included. */
  @Benchmark
  public Transaction decode(OneRecord record) throws TransactionException {
    return Transaction.decode(record.wire);
  }

  /** The JSON gate alone. */
  @Benchmark
  public Object canonicalJson(OneRecord record) throws TransactionException {
    return CanonicalJson.parse(record.payload);
  }

  /** Applying a batch of a thousand verified records, per record. */
  @Benchmark
  @OperationsPerInvocation(BATCH_RECORDS)
  public ApplyResult apply(Batches batches) {
    return batches.apply(batches.candidates);
  }
}
