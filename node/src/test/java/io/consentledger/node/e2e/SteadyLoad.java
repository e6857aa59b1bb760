package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.NodeClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Honest clients that submit one record after the other, and remember what the network said about
 * each. A record is offered to one node after the other, with the same bytes, until it is
 * certified.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int CLIENTS = 3;

  private final Author author;
  private final List<NodeClient> nodes;
  private final Map<String, Long> heights = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
  private final List<Future<?>> clients;
  private volatile boolean stopped;

  private SteadyLoad(Author author, List<NodeClient> nodes) {
    this.author = author;
    this.nodes = nodes;
    this.clients =
        IntStream.range(0, CLIENTS).<Future<?>>mapToObj(i -> threads.submit(this::go)).toList();
  }

  static SteadyLoad start(Author author, List<NodeClient> nodes) {
    return new SteadyLoad(author, nodes);
  }

  private void go() {
    while (!stopped) {
      record();
    }
  }

  /** Submits one record and waits for it, however long that takes. */
  private void record() {
    Transaction transaction = author.challenge();
    for (int attempt = turn.getAndIncrement(); !stopped; attempt++) {
      Optional<Long> height = offer(nodes.get(attempt % nodes.size()), transaction);
      if (height.isPresent()) {
        heights.put(transaction.id().toHex(), height.get());
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Optional<Long> offer(NodeClient node, Transaction transaction) {
    try {
      JsonNode answer = node.submit(transaction, "?wait=certified&timeoutMs=5000").body();
      return answer.path("certified").asBoolean()
          ? Optional.of(answer.path("height").asLong())
          : Optional.empty();
    } catch (UncheckedIOException unreachable) {
      return Optional.empty();
    }
  }

  /**
   * One more record, begun now, is certified.
   *
   * @return milliseconds until it was, or nothing where that took longer than {@code limit}
   */
  Optional<Long> oneMoreWithin(Duration limit) throws Exception {
    long began = System.nanoTime();
    try {
      threads.submit(this::record).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    } catch (TimeoutException standsStill) {
      return Optional.empty();
    }
  }

  /** The height that each acknowledged record was said to stand at, by transaction id. */
  Map<String, Long> acknowledged() {
    return Map.copyOf(heights);
  }

  /** Lets what is under way come to its end. */
  void finish() throws Exception {
    stopped = true;
    for (Future<?> client : clients) {
      client.get(30, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
