package io.consentledger.node;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.p2p.PeerHandlers;
import io.consentledger.p2p.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What peers ask of this node, with every failure told to the node too: the links only log it and
 * answer the peer, but a ledger that can't be read has to stop the node.
 */
final class WatchedHandlers implements PeerHandlers {
  private final PeerHandlers inner;
  private final Consumer<Throwable> failed;

  WatchedHandlers(PeerHandlers inner, Consumer<Throwable> failed) {
    this.inner = inner;
    this.failed = failed;
  }

  @Override
  public CompletionStage<Verdict> onItem(String peerId, Bytes item) {
    return watched(() -> inner.onItem(peerId, item))
        .whenComplete(
            (verdict, failure) -> {
              if (failure != null) {
                failed.accept(failure);
              }
            });
  }

  @Override
  public List<Digest> pending(int max) {
    return watched(() -> inner.pending(max));
  }

  @Override
  public Optional<Bytes> item(Digest id) {
    return watched(() -> inner.item(id));
  }

  @Override
  public void onHead(String peerId, Bytes head) {
    watched(
        () -> {
          inner.onHead(peerId, head);
          return peerId;
        });
  }

  @Override
  public List<Bytes> blocks(long fromHeight, int max, int maxBytes) {
    return watched(() -> inner.blocks(fromHeight, max, maxBytes));
  }

  @Override
  public List<Bytes> headers(long fromHeight, int max, int maxBytes) {
    return watched(() -> inner.headers(fromHeight, max, maxBytes));
  }

  private <T> T watched(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      failed.accept(failure);
      throw failure;
    }
  }
}
