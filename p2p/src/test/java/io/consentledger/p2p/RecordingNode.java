package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A node that keeps what it accepts as pending, and remembers all that it was told. */
final class RecordingNode implements PeerHandlers {
  final Map<Digest, Bytes> held = new ConcurrentHashMap<>();
  final Map<Digest, AtomicInteger> timesSeen = new ConcurrentHashMap<>();
  final Map<String, Bytes> heads = new ConcurrentHashMap<>();
  final List<Bytes> chain = new ArrayList<>();
  final ConcurrentLinkedQueue<String> handlerThreads = new ConcurrentLinkedQueue<>();
  volatile Function<Bytes, CompletionStage<Verdict>> judge = item -> done(Verdict.ACCEPTED);
  volatile Runnable beforeBlocks = () -> {};

  static CompletionStage<Verdict> done(Verdict verdict) {
    return CompletableFuture.completedFuture(verdict);
  }

  void hold(Bytes item) {
    held.put(Digest.of(item), item);
  }

  boolean holds(Bytes item) {
    return held.containsKey(Digest.of(item));
  }

  boolean headOf(String peerId, Bytes head) {
    return head.equals(heads.getOrDefault(peerId, Bytes.EMPTY));
  }

  int timesSeen(Bytes item) {
    AtomicInteger times = timesSeen.get(Digest.of(item));
    return times == null ? 0 : times.get();
  }

  @Override
  public CompletionStage<Verdict> onItem(String peerId, Bytes item) {
    handlerThreads.add(Thread.currentThread().getName());
    timesSeen.computeIfAbsent(Digest.of(item), id -> new AtomicInteger()).incrementAndGet();
    return judge
        .apply(item)
        .thenApply(
            verdict -> {
              if (verdict == Verdict.ACCEPTED) {
                hold(item);
              }
              return verdict;
            });
  }

  @Override
  public List<Digest> pending(int max) {
    return held.keySet().stream().sorted().limit(max).toList();
  }

  @Override
  public Optional<Bytes> item(Digest id) {
    return Optional.ofNullable(held.get(id));
  }

  @Override
  public void onHead(String peerId, Bytes head) {
    heads.put(peerId, head);
  }

  @Override
  public List<Bytes> blocks(long fromHeight, int max, int maxBytes) {
    beforeBlocks.run();
    int from = (int) Math.min(chain.size(), fromHeight);
    return List.copyOf(chain.subList(from, Math.min(chain.size(), from + max)));
  }

  @Override
  public List<Bytes> headers(long fromHeight, int max, int maxBytes) {
    return blocks(fromHeight, max, maxBytes).stream()
        .map(block -> Bytes.concat(Bytes.utf8("header of "), block))
        .toList();
  }
}
