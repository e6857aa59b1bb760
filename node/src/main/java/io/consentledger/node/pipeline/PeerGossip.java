package io.consentledger.node.pipeline;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.ledger.KeySource;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.tx.MalformedException;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.ledger.tx.TransactionException;
import io.consentledger.node.certify.CertificationStage;
import io.consentledger.node.certify.HeadAnnouncement;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.p2p.PeerHandlers;
import io.consentledger.p2p.PeerNetwork;
import io.consentledger.p2p.Verdict;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What this node makes of its peers' messages: items are transactions' wire bytes, heads their
 * newest blocks. A transaction whose key isn't known yet is parked until the block that registers
 * it is applied. A follower forwards nothing to the leader: gossip has brought it there.
 */
final class PeerGossip implements PeerHandlers {
  private final KeySource keys;
  private final Admission admission;
  private final VerificationPool pool;
  private final Mempool mempool;
  private final Local local;
  private final ServedBlocks served;
  private final Parked parked = new Parked(Limits.PARKED_MAX, Limits.PARKED_PER_PEER_MAX);
  private final AtomicReference<@Nullable PeerNetwork> network = new AtomicReference<>();

  /**
   * This node's own clock and counters, whom to wake when something became proposable, and who
   * certifies.
   */
  record Local(
      InstantSource clock,
      NodeMetrics metrics,
      Runnable wakeProposer,
      CertificationStage certification) {}

  PeerGossip(
      LedgerView ledger,
      KeySource keys,
      Admission admission,
      VerificationPool pool,
      Mempool mempool,
      Local local) {
    this.keys = keys;
    this.admission = admission;
    this.pool = pool;
    this.mempool = mempool;
    this.local = local;
    this.served = new ServedBlocks(ledger);
  }

  /** The links, which are made with this object and so come after it. */
  void start(PeerNetwork links) {
    network.set(links);
    announceHead();
  }

  void broadcast(Bytes wire) {
    PeerNetwork links = network.get();
    if (links != null) {
      links.broadcast(wire);
    }
  }

  @Override
  public CompletionStage<Verdict> onItem(String peerId, Bytes item) {
    return pool.run(() -> judge(peerId, item), Verdict.BUSY);
  }

  private Verdict judge(String peerId, Bytes item) {
    Transaction transaction;
    try {
      transaction = Transaction.decodeFrame(item);
    } catch (TransactionException malformed) {
      return Verdict.REJECTED;
    }
    return switch (admission.pass(transaction, item, peerId)) {
      case ADMITTED -> {
        local.metrics().admitted("peer");
        local.wakeProposer().run();
        yield Verdict.ACCEPTED;
      }
      case KNOWN -> Verdict.KNOWN;
      case KEY_UNKNOWN -> park(transaction.statement().keyId(), item, peerId);
      case INVALID -> Verdict.REJECTED;
      case FULL -> Verdict.BUSY;
    };
  }

  private Verdict park(KeyId key, Bytes item, String peerId) {
    if (!parked.park(new Parked.Item(item, key, peerId, local.clock().millis()))) {
      return Verdict.BUSY;
    }
    if (keys.key(key).isPresent()) {
      // Registered between the look-up and the parking.
      retry(Set.of(key));
    }
    return Verdict.KNOWN;
  }

  /** A block was applied: looks again at what waited for its keys. */
  void applied() {
    if (!parked.isEmpty()) {
      Set<KeyId> known = new HashSet<>();
      for (KeyId key : parked.keys()) {
        if (keys.key(key).isPresent()) {
          known.add(key);
        }
      }
      if (!known.isEmpty()) {
        retry(known);
      }
    }
  }

  private void retry(Set<KeyId> known) {
    for (Parked.Item item : parked.take(known)) {
      var unused =
          pool.run(() -> judge(item.peerId(), item.wire()), Verdict.BUSY)
              .thenAccept(
                  verdict -> {
                    if (verdict == Verdict.BUSY) {
                      forget(item);
                    }
                  });
    }
  }

  private void forget(Parked.Item item) {
    PeerNetwork links = network.get();
    if (links != null) {
      links.forget(Digest.of(item.wire()));
    }
  }

  /** Lets go of what waited in vain; a peer may offer it again. */
  void expire(long nowMs) {
    parked.expire(nowMs).forEach(this::forget);
  }

  /** Tells the peers the newest block and what is known of certification; any thread. */
  void announceHead() {
    PeerNetwork links = network.get();
    if (links != null) {
      links.announceHead(
          local.certification().announcement(io.consentledger.p2p.Limits.HEAD_BYTES_MAX));
    }
  }

  int parked() {
    return parked.size();
  }

  @Override
  public List<Digest> pending(int max) {
    return mempool.itemIds(max);
  }

  @Override
  public Optional<Bytes> item(Digest id) {
    return mempool.item(id).map(Pending::wire);
  }

  @Override
  public void onHead(String peerId, Bytes head) {
    try {
      HeadAnnouncement announcement = HeadAnnouncement.decode(head);
      local.certification().announced(peerId, announcement);
    } catch (MalformedException noAnnouncement) {
      local.metrics().badAnnouncement();
    }
  }

  @Override
  public List<Bytes> blocks(long fromHeight, int max, int maxBytes) {
    return served.blocks(fromHeight, max, maxBytes);
  }

  @Override
  public List<Bytes> headers(long fromHeight, int max, int maxBytes) {
    return served.headers(fromHeight, max, maxBytes);
  }
}
