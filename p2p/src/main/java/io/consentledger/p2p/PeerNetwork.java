package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.PeerTrust;
import io.consentledger.crypto.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** This node's links to the other members, and what goes over them. Safe for many threads. */
@SuppressWarnings("DoNotCallSuggester") // the links themselves arrive with the next commit
public final class PeerNetwork implements AutoCloseable {
  private final PeerNetworkConfig config;

  public PeerNetwork(
      PeerNetworkConfig config,
      TlsIdentity identity,
      PeerTrust trust,
      PeerHandlers handlers,
      RandomGenerator random) {
    this.config = config;
  }

  /**
   * Listens and begins to dial; returns without waiting for any link.
   *
   * @throws IOException where the address can't be bound
   */
  public void start() throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Where this node listens, the port chosen by the system included. */
  public InetSocketAddress listenAddress() {
    return config.listen();
  }

  /** Pushes an item of this node's own to every linked peer. Never blocks. */
  public void broadcast(Bytes item) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Says that the node no longer holds this item and wants it again where a peer offers it. */
  public void forget(Digest id) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Makes this the head that peers are told, now, on each new link, and with each round. */
  public void announceHead(Bytes head) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Asks one peer for blocks; fails with {@link PeerException}. */
  public CompletableFuture<List<Bytes>> fetchBlocks(String peerId, long fromHeight, int max) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Every other member, in the order of their ids. */
  public List<PeerStatus> peers() {
    return List.of();
  }

  public PeerNetworkStatistics statistics() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Closes all links and ends all threads; waits for them. Safe to call twice. */
  @Override
  public void close() {}
}
