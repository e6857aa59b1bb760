package io.consentledger.p2p;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.SocketAddress;
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

  private final LinkEvents events;
  private final Loop loop;
  private final PeerNetworkConfig config;
  private final Channel channel;
  private final Backlog backlog;
  private final BlockRequests requests = new BlockRequests();
  private final WantedItems wanted = new WantedItems();
  private final InboundRates rates;
  private final LinkWatch watch;
  private final long openedNanos;
  private final @Nullable Peer dialled;
  private @Nullable Peer peer;
  private @Nullable Outbox outbox;
  private State state = State.HANDSHAKING;
  private long upNanos;

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
    this.rates = new InboundRates(openedNanos);
    this.watch = new LinkWatch(config.timings(), decoder, backlog);
  }

  boolean up() {
    return state == State.UP;
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

  InboundRates rates() {
    return rates;
  }

  WantedItems wanted() {
    return wanted;
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

  /** Ends the link. The first reason counts. */
  void close(CloseReason reason, String detail) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    if (outbox != null) {
      outbox.clear();
    }
    try {
      // Counted first: when the peer sees the end, the counters tell of it.
      events.down(this, reason, detail);
    } finally {
      var unused = channel.close();
    }
  }

  /** Looks at every clock of the link; called several times within the shortest of them. */
  void tick(long nowNanos) {
    if (state == State.UP) {
      watch
          .look(nowNanos, outbox())
          .ifPresent(finding -> close(finding.reason(), finding.detail()));
    } else if (nowNanos - openedNanos > config.timings().handshakeTimeout().toNanos()) {
      close(CloseReason.HANDSHAKE_TIMEOUT, "no hello in time");
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
      outbox =
          new Outbox(
              channel,
              loop,
              proven,
              config.quotas().outboundBytesMax(),
              () -> events.drained(this, proven));
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
    if (frame.type().control() && !rates.control(nowNanos)) {
      close(CloseReason.TOO_FAST, "too many control frames");
    } else if (frame instanceof Frame.Hello hello) {
      greet(from, hello);
    } else if (frame instanceof Frame.Ping ping) {
      outbox().control(new Frame.Pong(ping.nonce()));
    } else if (frame instanceof Frame.Pong pong) {
      if (!watch.answers(pong)) {
        close(CloseReason.FRAME_UNEXPECTED, "an answer to no ping");
      }
    } else {
      if (frame instanceof Frame.Items items && !rates.items(items.items().size(), nowNanos)) {
        slowDown(from, nowNanos);
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

  private void slowDown(Peer from, long nowNanos) {
    if (backlog.throttle(true, nowNanos)) {
      from.count(PeerMetric.READS_PAUSED);
    }
    loop.schedule(
        () -> backlog.throttle(false, loop.nanos()), Limits.ITEMS_PAUSE_MILLIS * 1_000_000L);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    watch.writable(channel.isWritable(), loop.nanos());
    if (channel.isWritable() && outbox != null && state != State.CLOSED) {
      outbox.flush();
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
