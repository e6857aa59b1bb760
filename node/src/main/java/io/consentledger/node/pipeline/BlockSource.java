package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.p2p.PeerNetwork;
import io.consentledger.p2p.PeerStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Peers that may be asked for what this node lacks. What they answer is to be checked. */
interface BlockSource {
  /** The ids of those that can be asked now. */
  List<String> peers();

  /** Encoded headers from this height on, the last one perhaps with its certificate. */
  CompletableFuture<List<Bytes>> headers(String peerId, long fromHeight, int max);

  /** Encoded blocks from this height on. */
  CompletableFuture<List<Bytes>> blocks(String peerId, long fromHeight, int max);

  static BlockSource of(PeerNetwork links) {
    return new BlockSource() {
      @Override
      public List<String> peers() {
        return links.peers().stream().filter(PeerStatus::connected).map(PeerStatus::id).toList();
      }

      @Override
      public CompletableFuture<List<Bytes>> headers(String peerId, long fromHeight, int max) {
        return links.fetchHeaders(peerId, fromHeight, max);
      }

      @Override
      public CompletableFuture<List<Bytes>> blocks(String peerId, long fromHeight, int max) {
        return links.fetchBlocks(peerId, fromHeight, max);
      }
    };
  }
}
