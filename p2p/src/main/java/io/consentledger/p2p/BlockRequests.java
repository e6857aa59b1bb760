package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Block requests of one link, in both directions. A request whose time ran out keeps its place
 * until its answer comes or the link ends: so a late answer is told from one never asked for, and
 * both sides agree on how many are open. Owned by the loop.
 */
final class BlockRequests {
  private final Map<Long, Asked> asked = new LinkedHashMap<>();
  private long lastId;
  private int serving;

  /** A request of this node to the peer. */
  record Asked(CompletableFuture<List<Bytes>> answer, Wanted what, int max) {}

  /** Whether one more may be sent. */
  boolean room() {
    return asked.size() < Limits.BLOCK_REQUESTS_PER_PEER_MAX;
  }

  /** Whether there is no room and nobody waits for an answer any more. */
  boolean abandoned() {
    return !room() && asked.values().stream().allMatch(request -> request.answer().isDone());
  }

  long open(CompletableFuture<List<Bytes>> answer, Wanted what, int max) {
    lastId++;
    asked.put(lastId, new Asked(answer, what, max));
    return lastId;
  }

  /** The request that this answers, no longer open; null where there is none. */
  @Nullable Asked close(long id) {
    return asked.remove(id);
  }

  /** Whoever still waits, for the end of the link. */
  List<CompletableFuture<List<Bytes>>> closeAll() {
    List<CompletableFuture<List<Bytes>>> waiting =
        asked.values().stream().map(Asked::answer).toList();
    asked.clear();
    return waiting;
  }

  /** Counts a request of the peer; false where it has too many open. */
  boolean beginServing() {
    if (serving == Limits.BLOCK_REQUESTS_PER_PEER_MAX) {
      return false;
    }
    serving++;
    return true;
  }

  void endServing() {
    serving--;
  }
}
