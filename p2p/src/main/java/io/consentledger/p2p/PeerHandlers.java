package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the node does with what peers send and ask. {@link #blocks} and {@link #headers} are called
 * on the thread {@code p2p-serve}, all else on the thread {@code p2p-handler}: one call at a time
 * each, never on the thread that serves the sockets. A call that blocks holds up all later ones of
 * its thread. A runtime exception is counted and logged and costs nobody the link; an item is then
 * treated as {@link Verdict#BUSY}.
 */
public interface PeerHandlers {
  /**
   * An item that this node has not seen lately. Called once per item, however many peers send it,
   * as long as the item is remembered ({@link PeerQuotas#seenItemsMax()}).
   *
   * @return completed on any thread, soon: a peer is read no further while too many of its items
   *     wait for their verdict
   */
  CompletionStage<Verdict> onItem(String peerId, Bytes item);

  /**
   * The ids (SHA-256 of the item) of at most {@code max} items that peers should hold too, those
   * that wait longest first.
   */
  List<Digest> pending(int max);

  /** The item itself where this node still holds it. */
  Optional<Bytes> item(Digest id);

  /** The newest head that this peer announced; older ones not yet handed over are skipped. */
  void onHead(String peerId, Bytes head);

  /**
   * Consecutive blocks from {@code fromHeight} on: at most {@code max}, together at most {@code
   * maxBytes}, fewer or none where there are no more. {@code fromHeight} is whatever the peer sent,
   * never negative.
   */
  List<Bytes> blocks(long fromHeight, int max, int maxBytes);

  /** The same for headers, each with what the node adds to it. */
  List<Bytes> headers(long fromHeight, int max, int maxBytes);
}
