package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks peers one at a time while catching up, waits for the answers, and keeps account of who gives
 * good ones. One thread, but for {@link #start} and {@link #stop}.
 */
final class PeerAsking {
  private static final Logger LOG = LoggerFactory.getLogger(PeerAsking.class);

  /** What peers are asked for. */
  enum What {
    HEADERS,
    BLOCKS;

    private CompletableFuture<List<Bytes>> of(BlockSource source, String peer, long from, int max) {
      return this == HEADERS ? source.headers(peer, from, max) : source.blocks(peer, from, max);
    }
  }

  /** What an answer is good for; empty where it is good for nothing. */
  interface Use<T> {
    Optional<T> of(String peerId) throws IOException;
  }

  private final SyncLimits limits;
  private final LongSupplier nanoTime;
  private final Map<What, PeerOrder> orders =
      Map.of(What.HEADERS, new PeerOrder(), What.BLOCKS, new PeerOrder());
  private final AtomicReference<@Nullable BlockSource> source = new AtomicReference<>();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

  PeerAsking(SyncLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  void start(BlockSource peers) {
    source.set(peers);
  }

  /** Ends all waiting, now and from now on. */
  void stop() {
    stopped.complete(null);
  }

  /** The first good thing that comes of a peer, the best peers first. */
  <T> Optional<T> firstOf(What what, Use<T> use) throws IOException {
    PeerOrder order = order(what);
    for (String peer : order.sorted(source().peers())) {
      Optional<T> found = use.of(peer);
      if (found.isPresent()) {
        return found;
      }
      order.failed(peer);
    }
    return Optional.empty();
  }

  /** One peer's answer; none where it can't or won't. */
  List<Bytes> ask(String peer, What what, long from, int max) throws IOException {
    long begun = nanoTime.getAsLong();
    try {
      CompletableFuture<List<Bytes>> asked = what.of(source(), peer, from, max);
      await(CompletableFuture.anyOf(asked, stopped), limits.request());
      List<Bytes> answer = asked.get();
      order(what).answered(peer, answer.size(), nanoTime.getAsLong() - begun);
      return answer;
    } catch (InterruptedException interrupted) {
      throw interrupted();
    } catch (ExecutionException | TimeoutException absent) {
      LOG.warn(
          "event=fetch-failed what={} peer={} from={} reason=\"{}\"", what, peer, from, absent);
      return List.of();
    }
  }

  /** Lets some time pass before peers that had nothing are asked again. */
  void pause() throws IOException {
    try {
      await(stopped, limits.pause());
    } catch (InterruptedException interrupted) {
      throw interrupted();
    } catch (ExecutionException | TimeoutException over) {
      LOG.debug("event=catching-up-again");
    }
  }

  private PeerOrder order(What what) {
    return Objects.requireNonNull(orders.get(what));
  }

  private BlockSource source() throws IOException {
    BlockSource peers = source.get();
    if (peers == null) {
      throw new IOException("the links to the peers aren't started");
    }
    return peers;
  }

  private void await(CompletableFuture<?> something, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException, InterruptedIOException {
    something.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (stopped.isDone()) {
      throw new InterruptedIOException("stopped while catching up");
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while catching up");
  }
}
