package io.consentledger.node.timestamp;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.node.config.TimestampSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has certified headers time-stamped: from time to time while the ledger grows, and one at once for
 * evidence that is about to be exported. An authority that is down costs evidence its time-stamp
 * and nothing else. For any thread; asks on one of its own.
 */
public final class Timestamper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timestamper.class);

  private final TimestampClient client;
  private final TimestampStore store;
  private final Duration interval;
  private final AtomicLong lastAskedNanos;
  private final ThreadPoolExecutor asking =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(Limits.WAITING_MAX),
          task -> {
            Thread thread = new Thread(task, "timestamps");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param roots the authorities that the genesis file names
   * @param random for the nonces of questions
   */
  public Timestamper(
      TimestampSettings settings,
      List<X509Certificate> roots,
      TimestampStore store,
      SecureRandom random) {
    this.client = new TimestampClient(settings.url(), roots, random);
    this.store = store;
    this.interval = settings.interval();
    this.lastAskedNanos = new AtomicLong(System.nanoTime() - interval.toNanos());
    asking.allowCoreThreadTimeOut(true);
  }

  /** A header was certified: has it time-stamped where the last one is long enough ago. */
  public void certified(long height, Digest headerHash) {
    long last = lastAskedNanos.get();
    long now = System.nanoTime();
    if (now - last >= interval.toNanos() && lastAskedNanos.compareAndSet(last, now)) {
      var unused = tokenOver(height, headerHash);
    }
  }

  /**
   * The token over this header, asked for where there is none yet; empty where none is to be had.
   */
  public CompletableFuture<Optional<Bytes>> tokenOver(long height, Digest headerHash) {
    Optional<Bytes> kept = store.timestamp(height);
    if (kept.isPresent()) {
      return CompletableFuture.completedFuture(kept);
    }
    try {
      return CompletableFuture.supplyAsync(() -> ask(height, headerHash), asking);
    } catch (RejectedExecutionException busy) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  /**
   * The tokens over this header for evidence that is being made: waits for the authority, at most
   * {@link Limits#PATIENCE}.
   */
  public List<Bytes> tokensFor(long height, Digest headerHash) {
    try {
      return tokenOver(height, headerHash)
          .get(Limits.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .stream()
          .toList();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException | TimeoutException late) {
      LOG.warn("event=time-stamp-late height={}", height);
      return List.of();
    }
  }

  private Optional<Bytes> ask(long height, Digest headerHash) {
    Optional<Bytes> kept = store.timestamp(height);
    if (kept.isPresent()) {
      return kept;
    }
    try {
      TimestampToken token = client.stamp(headerHash);
      store.putTimestamp(height, token.der());
      LOG.info("event=time-stamped height={} time_ms={}", height, token.timeMs());
      return Optional.of(token.der());
    } catch (IOException | CryptoException refused) {
      LOG.warn("event=time-stamp-failed height={} reason=\"{}\"", height, refused.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
