package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one peer. Bounded: control frames and items each by their bytes, the
 * head by being one, replies by the requests that a peer may have open. Bytes are encoded only when
 * the socket takes them, and items that wait together travel in one frame. Owned by the loop; only
 * {@link #itemBytes} may be read by others.
 */
final class Outbox {
  private final Channel channel;
  private final Loop loop;
  private final Peer peer;
  private final int itemBytesMax;
  private final Runnable drained;
  private final ArrayDeque<Frame> control = new ArrayDeque<>();
  private final ArrayDeque<Reply> replies = new ArrayDeque<>();
  private final ArrayDeque<Bytes> items = new ArrayDeque<>();
  private @Nullable Bytes head;
  private int controlBytes;
  private int offersQueued;
  private volatile int itemBytes;
  private boolean flushDue;
  private boolean repliesTurn;

  private record Reply(Frame.Blocks frame, Runnable written) {}

  /**
   * @param drained runs when items were written and at most half of their room is taken
   */
  Outbox(Channel channel, Loop loop, Peer peer, int itemBytesMax, Runnable drained) {
    this.channel = channel;
    this.loop = loop;
    this.peer = peer;
    this.itemBytesMax = itemBytesMax;
    this.drained = drained;
  }

  /** Queues a control frame; false where there is no room. */
  boolean control(Frame frame) {
    int size = FrameType.HEAD_BYTES + frame.bodyBytes();
    if (controlBytes + size > Limits.CONTROL_QUEUE_BYTES_MAX) {
      return false;
    }
    control.add(frame);
    controlBytes += size;
    offersQueued += frame instanceof Frame.Offer ? 1 : 0;
    flushSoon();
    return true;
  }

  /** Whether an offer of an earlier round still waits. */
  boolean offersWait() {
    return offersQueued > 0;
  }

  /** Queues the newest head in place of one that still waits. */
  void head(Bytes newest) {
    head = newest;
    flushSoon();
  }

  /** Queues an item; false where there is no room. One item always has. */
  boolean item(Bytes item) {
    int now = itemBytes;
    if (now > 0 && now + item.size() > itemBytesMax) {
      return false;
    }
    items.add(item);
    itemBytes = now + item.size();
    flushSoon();
    return true;
  }

  /** Queues an answer; {@code written} runs on the loop once the socket took it or failed. */
  void reply(Frame.Blocks frame, Runnable written) {
    replies.add(new Reply(frame, written));
    flushSoon();
  }

  int itemBytes() {
    return itemBytes;
  }

  /** Writes as much as the socket takes now. */
  void flush() {
    boolean wrote = false;
    int before = itemBytes;
    while (channel.isWritable() && writeNext()) {
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
    if (itemBytes < before && itemBytes <= itemBytesMax / 2) {
      drained.run();
    }
  }

  /** Forgets everything: the link is gone. */
  void clear() {
    control.clear();
    replies.clear();
    items.clear();
    head = null;
    controlBytes = 0;
    offersQueued = 0;
    itemBytes = 0;
  }

  /** Flushes after what the loop has queued already, so that all of that goes out together. */
  private void flushSoon() {
    if (!flushDue) {
      flushDue = true;
      loop.execute(
          () -> {
            flushDue = false;
            flush();
          });
    }
  }

  private boolean writeNext() {
    Frame next = control.poll();
    if (next != null) {
      controlBytes -= FrameType.HEAD_BYTES + next.bodyBytes();
      offersQueued -= next instanceof Frame.Offer ? 1 : 0;
      write(next, null);
    } else if (head != null) {
      write(new Frame.Head(head), null);
      head = null;
      peer.count(PeerMetric.HEADS_OUT);
    } else if (!replies.isEmpty() && (repliesTurn || items.isEmpty())) {
      Reply reply = replies.remove();
      repliesTurn = false;
      peer.count(PeerMetric.BLOCKS_OUT, reply.frame().blocks().size());
      write(reply.frame(), reply.written());
    } else if (!items.isEmpty()) {
      repliesTurn = true;
      write(takeItems(), null);
    } else {
      return false;
    }
    return true;
  }

  private Frame.Items takeItems() {
    List<Bytes> taken = new ArrayList<>();
    int frameBytes = Short.BYTES;
    int waitingBytes = itemBytes;
    for (Bytes next = items.peek(); next != null; next = items.peek()) {
      int nextBytes = Integer.BYTES + next.size();
      boolean full =
          taken.size() == Limits.ITEMS_PER_FRAME_MAX
              || frameBytes + nextBytes > Limits.ITEMS_FRAME_BYTES_TARGET;
      if (full && !taken.isEmpty()) {
        break;
      }
      taken.add(items.remove());
      frameBytes += nextBytes;
      waitingBytes -= next.size();
    }
    itemBytes = waitingBytes;
    peer.count(PeerMetric.ITEMS_OUT, taken.size());
    return new Frame.Items(taken);
  }

  private void write(Frame frame, @Nullable Runnable written) {
    peer.count(PeerMetric.FRAMES_OUT);
    peer.count(PeerMetric.BYTES_OUT, FrameType.HEAD_BYTES + (long) frame.bodyBytes());
    var future = channel.write(frame.encode(channel.alloc()));
    if (written != null) {
      future.addListener(done -> written.run());
    }
  }
}
