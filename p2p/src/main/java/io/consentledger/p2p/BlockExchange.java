package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Blocks and headers on request, both ways. Answers complete on {@code p2p-serve}. Owned by the
 * loop but for {@link #fetch}.
 */
final class BlockExchange {
  private final PeerTable peers;
  private final HandlerPort port;
  private final Loop loop;
  private final Executor serve;
  private final long timeoutNanos;

  BlockExchange(PeerTable peers, HandlerPort port, Loop loop, Executor serve, long timeoutNanos) {
    this.peers = peers;
    this.port = port;
    this.loop = loop;
    this.serve = serve;
    this.timeoutNanos = timeoutNanos;
  }

  /** Asks a peer; for any thread. */
  CompletableFuture<List<Bytes>> fetch(String peerId, Wanted what, long fromHeight, int max) {
    CompletableFuture<List<Bytes>> answer = new CompletableFuture<>();
    if (!loop.execute(() -> ask(peerId, what, fromHeight, max, answer))) {
      answer.completeExceptionally(closed());
    }
    return answer;
  }

  static PeerException closed() {
    return new PeerException("network-closed", "this node's peer network is closed");
  }

  private void ask(
      String peerId, Wanted what, long fromHeight, int max, CompletableFuture<List<Bytes>> answer) {
    Peer peer = peers.get(peerId);
    Link link = peer == null ? null : peer.link();
    if (peer == null) {
      fail(answer, "peer-unknown", "no member has the node id " + peerId);
    } else if (link == null) {
      fail(answer, "peer-not-connected", "no link to " + peerId + " now");
    } else if (!link.requests().room()) {
      fail(answer, "peer-busy", peerId + " has enough requests to answer");
    } else {
      long id = link.requests().open(answer, what, max);
      Frame.Fetch request =
          new Frame.Fetch(id, what, fromHeight, max, Limits.BLOCKS_REPLY_BYTES_MAX);
      if (link.outbox().control(request)) {
        loop.schedule(() -> timeOut(link, peerId, answer), timeoutNanos);
      } else {
        link.requests().close(id);
        fail(answer, "peer-busy", peerId + " reads too slowly");
      }
    }
  }

  private void timeOut(Link link, String peerId, CompletableFuture<List<Bytes>> answer) {
    if (!answer.isDone()) {
      fail(answer, "peer-timeout", peerId + " did not answer in time");
      // On the loop's next turn, when the failure above has been taken in.
      serve.execute(() -> loop.execute(() -> closeWhereAbandoned(link)));
    }
  }

  private static void closeWhereAbandoned(Link link) {
    if (link.requests().abandoned()) {
      link.close(CloseReason.UNRESPONSIVE, "block requests stay unanswered");
    }
  }

  /** The peer answers. */
  void answered(Link link, Peer from, Frame.Blocks reply) {
    BlockRequests.Asked asked = link.requests().close(reply.requestId());
    if (asked == null || reply.blocks().size() > asked.max()) {
      link.close(CloseReason.FRAME_UNEXPECTED, "blocks that nobody asked for");
      return;
    }
    if (asked.what() == Wanted.BLOCKS) {
      from.count(PeerMetric.BLOCKS_IN, reply.blocks().size());
    }
    serve.execute(() -> asked.answer().complete(reply.blocks()));
  }

  /** The peer asks. */
  void asked(Link link, Peer from, Frame.Fetch request) {
    if (!link.requests().beginServing()) {
      link.close(CloseReason.TOO_FAST, "too many block requests at once");
      return;
    }
    port.fetched(from, request, blocks -> reply(link, request, blocks));
  }

  private static void reply(Link link, Frame.Fetch request, List<Bytes> blocks) {
    if (link.up()) {
      Frame.Blocks reply = new Frame.Blocks(request.requestId(), fitting(request, blocks));
      link.outbox().reply(reply, () -> link.requests().endServing());
    }
  }

  /** As many of the blocks, from the first on, as the request allows. */
  private static List<Bytes> fitting(Frame.Fetch request, List<Bytes> blocks) {
    List<Bytes> fitting = new ArrayList<>();
    long bytes = 0;
    for (Bytes block : blocks) {
      bytes += block.size();
      if (fitting.size() == request.max() || bytes > request.maxBytes() || block.size() == 0) {
        break;
      }
      fitting.add(block);
    }
    return fitting;
  }

  /** The link is gone: nobody will answer. */
  void gone(Link link, Peer peer) {
    for (CompletableFuture<List<Bytes>> waiting : link.requests().closeAll()) {
      fail(waiting, "peer-not-connected", "the link to " + peer.id() + " ended");
    }
  }

  private void fail(CompletableFuture<List<Bytes>> answer, String code, String message) {
    serve.execute(() -> answer.completeExceptionally(new PeerException(code, message)));
  }
}
