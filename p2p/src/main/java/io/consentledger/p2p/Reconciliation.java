package io.consentledger.p2p;

import io.consentledger.crypto.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Repairs what pushing missed: at intervals, and at once on a new link, the ids of what is pending
 * are offered to the peers, who ask for what they lack. Items younger than a round are left to the
 * push, so that in quiet times nothing is offered at all. Owned by the loop.
 */
final class Reconciliation {
  private final PeerTable peers;
  private final SeenItems seenItems;
  private final AskedItems asked;
  private final HandlerPort port;
  private final Gossip gossip;
  private final Loop loop;
  private final NetworkCounters counters;
  private final long intervalNanos;
  private boolean underWay;
  private boolean again;

  Reconciliation(
      PeerTable peers,
      SeenItems seenItems,
      AskedItems asked,
      HandlerPort port,
      Gossip gossip,
      Loop loop,
      NetworkCounters counters,
      long intervalNanos) {
    this.peers = peers;
    this.seenItems = seenItems;
    this.asked = asked;
    this.port = port;
    this.gossip = gossip;
    this.loop = loop;
    this.counters = counters;
    this.intervalNanos = intervalNanos;
  }

  /** One round now, or right after the one under way. */
  void round() {
    asked.expire(loop.nanos());
    if (peers.linked().isEmpty()) {
      return;
    }
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    // Taken before the node is asked: a link that comes up meanwhile gets a fresh answer.
    List<Peer> fresh = peers.linked().stream().filter(Peer::takeOfferAll).toList();
    port.pending(
        pending -> {
          underWay = false;
          counters.rounds.incrementAndGet();
          offer(pending, fresh);
          if (again) {
            again = false;
            round();
          }
        });
  }

  private void offer(List<Digest> pending, List<Peer> fresh) {
    List<Digest> old = older(pending);
    for (Peer peer : peers.linked()) {
      Link link = peer.link();
      if (link != null && !link.outbox().offersWait()) {
        List<Digest> ids = fresh.contains(peer) ? pending : old;
        peer.count(PeerMetric.IDS_OFFERED, page(link, ids, Frame.Offer::new));
      }
    }
  }

  private List<Digest> older(List<Digest> pending) {
    long nowNanos = loop.nanos();
    List<Digest> older = new ArrayList<>();
    for (Digest id : pending) {
      SeenItems.Seen seen = seenItems.get(id);
      if (seen == null || seen.ageNanos(nowNanos) >= intervalNanos) {
        older.add(id);
      }
    }
    return older;
  }

  /** Queues the ids in frames as far as there is room; returns how many went. */
  private static int page(Link link, List<Digest> ids, Function<List<Digest>, Frame> frame) {
    int sent = 0;
    while (sent < Math.min(ids.size(), Limits.IDS_PER_ROUND_MAX)) {
      int end = Math.min(ids.size(), sent + Limits.IDS_PER_FRAME_MAX);
      if (!link.outbox().control(frame.apply(ids.subList(sent, end)))) {
        break;
      }
      sent = end;
    }
    return sent;
  }

  /** The peer offers: ask for what neither was seen lately nor is held. */
  void offered(Link link, Peer from, List<Digest> ids) {
    List<Digest> unseen = new ArrayList<>();
    for (Digest id : ids) {
      SeenItems.Seen seen = seenItems.get(id);
      if (seen == null) {
        unseen.add(id);
      } else {
        seen.heldBy(from);
      }
    }
    if (!unseen.isEmpty()) {
      begin(link, from, unseen.size());
      port.lacking(
          from,
          unseen,
          lacking -> {
            end(link, unseen.size());
            ask(link, from, lacking);
          });
    }
  }

  private void ask(Link link, Peer from, List<Digest> lacking) {
    if (!link.up()) {
      return;
    }
    long nowNanos = loop.nanos();
    List<Digest> wanted = new ArrayList<>();
    for (Digest id : lacking) {
      if (seenItems.get(id) == null && asked.ask(id, from, nowNanos)) {
        wanted.add(id);
      }
    }
    from.count(PeerMetric.ITEMS_ASKED, page(link, wanted, Frame.Want::new));
  }

  /** The peer asks: send what is held, as fast as it reads. */
  void wanted(Link link, Peer from, List<Digest> ids) {
    begin(link, from, ids.size());
    link.wanted().add(ids);
    sendWanted(link, from);
  }

  /** Goes on with what the peer asked for; called whenever its outbox has room again. */
  void sendWanted(Link link, Peer to) {
    if (!link.up()) {
      return;
    }
    ArrayDeque<HandlerPort.Received> found = link.wanted().found();
    for (HandlerPort.Received next = found.peek(); next != null; next = found.peek()) {
      if (!gossip.send(link, to, next.id(), next.item())) {
        return;
      }
      found.remove();
    }
    List<Digest> batch = link.wanted().beginLookUp();
    if (!batch.isEmpty()) {
      port.held(
          to,
          batch,
          held -> {
            link.wanted().endLookUp(held);
            end(link, batch.size());
            sendWanted(link, to);
          });
    }
  }

  private void begin(Link link, Peer from, int ids) {
    if (link.backlog().add(ids, (long) ids * Digest.SIZE_BYTES, loop.nanos())) {
      from.count(PeerMetric.READS_PAUSED);
    }
  }

  private void end(Link link, int ids) {
    link.backlog().done(ids, (long) ids * Digest.SIZE_BYTES, loop.nanos());
  }
}
