package io.consentledger.p2p;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection from its first byte to its end: TLS, proof of the peer's identity, hello, frames.
 * Everything that is wrong ends in one place, {@link #close}. Owned by the loop.
 */
final class Link extends SimpleChannelInboundHandler<Frame> {
  private enum State {
    HANDSHAKING,
    PROVEN,
    UP,
    CLOSED
  }

  private static final long REJECTED_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LinkEvents events;
  private final Loop loop;
  private final PeerNetworkConfig config;
  private final Channel channel;
  private final FrameDecoder decoder;
  private final Backlog backlog;
  private final BlockRequests requests = new BlockRequests();
  private final RateLimit controlRate;
  private final RateLimit itemRate;
  private final long openedNanos;
  private final @Nullable Peer dialled;
  private @Nullable Peer peer;
  private @Nullable Outbox outbox;
  private State state = State.HANDSHAKING;
  private long upNanos;
  private long unwritableNanos;
  private long pingNonce;
  private boolean pingOpen;
  private long rejectedSinceNanos;
  private int rejected;

  /**
   * @param dialled the peer that this node dialled, null on an accepted connection
   */
  Link(
      Channel channel,
      FrameDecoder decoder,
      @Nullable Peer dialled,
      LinkEvents events,
      Loop loop,
      PeerNetworkConfig config) {
    this.channel = channel;
    this.decoder = decoder;
    this.dialled = dialled;
    this.events = events;
    this.loop = loop;
    this.config = config;
    this.openedNanos = loop.nanos();
    PeerQuotas quotas = config.quotas();
    this.backlog =
        new Backlog(
            channel,
            decoder::restartTimes,
            quotas.unprocessedItemsMax(),
            quotas.unprocessedBytesMax());
    this.controlRate =
        new RateLimit(
            Limits.CONTROL_FRAMES_PER_SECOND, Limits.CONTROL_FRAMES_BURST_MAX, openedNanos);
    this.itemRate = new RateLimit(Limits.ITEMS_PER_SECOND, Limits.ITEMS_BURST_MAX, openedNanos);
  }

  boolean up() {
    return state == State.UP;
  }

  boolean accepted() {
    return dialled == null;
  }

  /** The proven peer, or the one that was dialled; null on an accepted, unproven connection. */
  @Nullable Peer peer() {
    return peer == null ? dialled : peer;
  }

  SocketAddress remoteAddress() {
    return channel.remoteAddress();
  }

  /** How long the link stood, 0 where it never did. */
  long upForNanos(long nowNanos) {
    return upNanos == 0 ? 0 : nowNanos - upNanos;
  }

  Backlog backlog() {
    return backlog;
  }

  BlockRequests requests() {
    return requests;
  }

  /** Where to put what goes to the peer; exists from the proof of its identity on. */
  Outbox outbox() {
    if (outbox == null) {
      throw new IllegalStateException("the peer is not proven yet");
    }
    return outbox;
  }

  /** Counts a rejected item; returns how many there were within the minute. */
  int rejected(long nowNanos) {
    if (rejected == 0 || nowNanos - rejectedSinceNanos > REJECTED_WINDOW_NANOS) {
      rejectedSinceNanos = nowNanos;
      rejected = 0;
    }
    rejected++;
    return rejected;
  }

  /** Ends the link. The first reason counts. */
  void close(CloseReason reason, String detail) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    if (outbox != null) {
      outbox.clear();
    }
    var unused = channel.close();
    events.down(this, reason, detail);
  }

  /** Looks at every clock of the link; called several times within the shortest of them. */
  void tick(long nowNanos) {
    PeerTimings timings = config.timings();
    if (state == State.HANDSHAKING || state == State.PROVEN) {
      if (nowNanos - openedNanos > timings.handshakeTimeout().toNanos()) {
        close(CloseReason.HANDSHAKE_TIMEOUT, "no hello in time");
      }
      return;
    }
    long frameTimeoutNanos = timings.frameTimeout().toNanos();
    if (backlog.stalled(nowNanos, frameTimeoutNanos)) {
      close(CloseReason.STALLED, "no verdict on its items in time");
    } else if (unwritableNanos != 0 && nowNanos - unwritableNanos > frameTimeoutNanos) {
      close(CloseReason.UNRESPONSIVE, "it does not read");
    } else if (!backlog.paused()) {
      tickReading(nowNanos, frameTimeoutNanos);
    }
  }

  private void tickReading(long nowNanos, long frameTimeoutNanos) {
    long silentNanos = decoder.silentNanos(nowNanos);
    if (decoder.overdue(nowNanos, frameTimeoutNanos)) {
      close(CloseReason.FRAME_TIMEOUT, "a frame was not finished in time");
    } else if (silentNanos > config.timings().idleTimeout().toNanos()) {
      close(CloseReason.IDLE, "silent for too long");
    } else if (!pingOpen && silentNanos > config.timings().pingInterval().toNanos()) {
      pingOpen = true;
      pingNonce++;
      outbox().control(new Frame.Ping(pingNonce));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    // Not channelInactive: a connection that never came about closes without it.
    channel.closeFuture().addListener(closed -> close(CloseReason.DISCONNECTED, "disconnected"));
    events.opened(this);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && state == State.HANDSHAKING) {
      if (handshake.isSuccess()) {
        prove(ctx);
      } else {
        closeFor(handshake.cause());
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  private void prove(ChannelHandlerContext ctx) {
    try {
      SslHandler tls = ctx.pipeline().get(SslHandler.class);
      Peer proven = events.prove(tls.engine().getSession(), dialled);
      peer = proven;
      outbox = new Outbox(channel, loop, proven, config.quotas().outboundBytesMax());
      state = State.PROVEN;
      outbox.control(events.hello());
    } catch (LinkRefusedException refused) {
      close(refused.reason(), String.valueOf(refused.getMessage()));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Frame frame) {
    Peer from = peer;
    if (state == State.CLOSED || from == null) {
      return;
    }
    long nowNanos = loop.nanos();
    from.seen(nowNanos);
    from.count(PeerMetric.FRAMES_IN);
    from.count(PeerMetric.BYTES_IN, FrameType.HEAD_BYTES + (long) frame.bodyBytes());
    if (frame.type().control() && !controlRate.take(1, nowNanos)) {
      close(CloseReason.TOO_FAST, "too many control frames");
    } else if (frame instanceof Frame.Hello hello) {
      greet(from, hello);
    } else if (frame instanceof Frame.Ping ping) {
      outbox().control(new Frame.Pong(ping.nonce()));
    } else if (frame instanceof Frame.Pong pong) {
      pong(pong);
    } else {
      if (frame instanceof Frame.Items items) {
        shape(from, items.items().size(), nowNanos);
      }
      events.frame(this, from, frame);
    }
  }

  private void greet(Peer from, Frame.Hello hello) {
    events
        .objection(from, hello)
        .ifPresentOrElse(
            reason -> close(reason, "hello of " + hello.nodeId() + " refused"),
            () -> {
              state = State.UP;
              upNanos = loop.nanos();
              events.up(this, from);
            });
  }

  private void pong(Frame.Pong pong) {
    if (pingOpen && pong.nonce() == pingNonce) {
      pingOpen = false;
    } else {
      close(CloseReason.FRAME_UNEXPECTED, "an answer to no ping");
    }
  }

  private void shape(Peer from, int items, long nowNanos) {
    if (!itemRate.take(items, nowNanos)) {
      if (backlog.throttle(true, nowNanos)) {
        from.count(PeerMetric.READS_PAUSED);
      }
      loop.schedule(
          () -> backlog.throttle(false, loop.nanos()), Limits.ITEMS_PAUSE_MILLIS * 1_000_000L);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      unwritableNanos = 0;
      if (outbox != null && state != State.CLOSED) {
        outbox.flush();
      }
    } else {
      unwritableNanos = loop.nanos() | 1;
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    closeFor(cause);
  }

  private void closeFor(Throwable cause) {
    String detail = String.valueOf(cause.getMessage());
    if (cause instanceof FrameException violation) {
      close(violation.reason(), detail);
    } else if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
      close(state == State.UP ? CloseReason.DISCONNECTED : CloseReason.TLS_REFUSED, detail);
    } else if (cause instanceof IOException) {
      close(CloseReason.DISCONNECTED, detail);
    } else {
      close(CloseReason.DISCONNECTED, cause.toString());
    }
  }
}
