package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Measures ordering alone: all nodes in this process, over mutual TLS, logs synced, a ledger that
 * does nothing. Arguments: nodes, bytes of a batch, batches in flight, seconds. Prints one line a
 * round.
 */
final class OrderingThroughput {
  private static final int ROUNDS = 3;
  private static final int WARM_UP_SECONDS = 3;

  private OrderingThroughput() {}

  public static void main(String[] args) throws Exception {
    int nodes = Integer.parseInt(args[0]);
    int bytes = Integer.parseInt(args[1]);
    int inFlight = Integer.parseInt(args[2]);
    int seconds = Integer.parseInt(args[3]);
    Path directory = Files.createTempDirectory("ordering");
    try (TestGroup group = new TestGroup(directory, nodes)) {
      group.ledgers.replaceAll((id, ledger) -> ledger.keepNothing());
      group.startAll();
      RatisOrderer leader = group.node(group.leader());
      Bytes batch = Bytes.owning(new byte[bytes]);
      run(leader, batch, inFlight, WARM_UP_SECONDS);
      for (int round = 1; round <= ROUNDS; round++) {
        print(round, bytes, inFlight, seconds, run(leader, batch, inFlight, seconds));
      }
    } finally {
      delete(directory);
    }
  }

  /** Latencies in nanoseconds, in order of completion. */
  private static long[] run(RatisOrderer leader, Bytes batch, int inFlight, int seconds)
      throws Exception {
    record Sent(long at, CompletableFuture<Position> outcome) {}
    Deque<Sent> window = new ArrayDeque<>();
    long[] latencies = new long[1 << 20];
    int done = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      while (window.size() < inFlight) {
        window.addLast(new Sent(System.nanoTime(), leader.propose(batch)));
      }
      Sent oldest = window.removeFirst();
      Eventually.get(oldest.outcome());
      latencies[done++] = System.nanoTime() - oldest.at();
    }
    for (Sent rest : window) {
      Eventually.get(rest.outcome());
    }
    return Arrays.copyOf(latencies, done);
  }

  private static void print(int round, int bytes, int inFlight, int seconds, long[] latencies) {
    Arrays.sort(latencies);
    int count = latencies.length;
    System.out.printf(
        "round=%d bytes=%d inFlight=%d batches/s=%.0f MB/s=%.1f p50ms=%.1f p99ms=%.1f threads=%d%n",
        round,
        bytes,
        inFlight,
        (double) count / seconds,
        (double) count * bytes / seconds / 1e6,
        latencies[count / 2] / 1e6,
        latencies[count * 99 / 100] / 1e6,
        Thread.getAllStackTraces().size());
  }

  private static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(directory)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
