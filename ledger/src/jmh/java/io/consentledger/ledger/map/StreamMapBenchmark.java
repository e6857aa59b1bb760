package io.consentledger.ledger.map;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.MapProof;
import io.consentledger.ledger.store.LogRecovery;
import io.consentledger.ledger.store.Store;
import io.consentledger.ledger.store.StoreBatch;
import io.consentledger.ledger.store.StoreConfig;
import io.consentledger.ledger.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the map costs: an update in a block of 128 records, a proof, and opening it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StreamMapBenchmark {
  static final int BLOCK_KEYS = 128;
  private static final int FILL_KEYS = 1_000_000;

  /** A map of so many streams, in a store. */
  @State(Scope.Benchmark)
  public static class Filled {
    /** Streams; with {@code -p streams=10000000} ten times as many. */
    @Param("1000000")
    int streams;

    private final Random random = new Random(1);
    private Path directory = Path.of("");
    private StreamMap map = StreamMap.EMPTY;
    private @Nullable Store store;

    /** Fills the map block by block. */
    @Setup(Level.Trial)
    public void fill() throws IOException, StoreException {
      directory = Files.createTempDirectory("map-benchmark");
      store = Store.open(directory.resolve("store"), StoreConfig.DEFAULT, LogRecovery.EXACT);
      for (int from = 0; from < streams; from += FILL_KEYS) {
        TreeMap<Digest, Digest> block = new TreeMap<>();
        for (int i = from; i < Math.min(streams, from + FILL_KEYS); i++) {
          block.put(key(i), key(i));
        }
        apply(block);
      }
      store().compact();
    }

    Digest anyKey() {
      return key(random.nextInt(streams));
    }

    /** New values for streams that are there, written as a block writes them. */
    StreamMap apply(SortedMap<Digest, Digest> block) {
      MapChange change = map.open(block.keySet(), store()).put(block);
      try (StoreBatch batch = new StoreBatch()) {
        change.putTo(batch);
        store().write(batch);
      }
      map = change.map();
      return map;
    }

    Store store() {
      return Objects.requireNonNull(store, "the trial opens it");
    }

    /** Closes the store and removes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      store().close();
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }

    private static Digest key(int i) {
      return Digest.of(Bytes.owning(ByteBuffer.allocate(4).putInt(i).array()));
    }
  }

  /** A block of 128 records of as many streams, per record. */
  @Benchmark
  @OperationsPerInvocation(BLOCK_KEYS)
  public StreamMap update(Filled filled) {
    TreeMap<Digest, Digest> block = new TreeMap<>();
    while (block.size() < BLOCK_KEYS) {
      Digest key = filled.anyKey();
      block.put(key, key);
    }
    return filled.apply(block);
  }

  /** The proof of one stream. */
  @Benchmark
  public MapProof prove(Filled filled) {
    return filled.map.prove(filled.anyKey(), filled.store());
  }

  /** Making the top anew, as at every start. */
  @Benchmark
  public StreamMap read(Filled filled) {
    return StreamMap.read(filled.store());
  }
}
