package io.consentledger.p2p;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections, dialled and accepted, and gives each its TLS, its decoder and its link. */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int ACCEPT_QUEUE_MAX = 128;
  private static final int CLOSE_NOTIFY_MILLIS = 500;

  private final EventLoopGroup group;
  private final Loop loop;
  private final Executor serve;
  private final TlsContexts tls;
  private final PeerNetworkConfig config;
  private final Links links;
  private final NetworkCounters counters;
  private final AcceptGate gate;
  private final ByteBufAllocator allocator = smallPool();

  Connections(
      EventLoopGroup group,
      Loop loop,
      Executor serve,
      TlsContexts tls,
      PeerNetworkConfig config,
      Links links,
      NetworkCounters counters) {
    this.group = group;
    this.loop = loop;
    this.serve = serve;
    this.tls = tls;
    this.config = config;
    this.links = links;
    this.counters = counters;
    this.gate = new AcceptGate(config.quotas().connectionsPerAddressMax());
  }

  /**
   * One arena of 1 MiB chunks without thread caches: one thread allocates, and little at a time.
   */
  private static ByteBufAllocator smallPool() {
    int pageBytes = 8_192;
    int chunkOrder = 7;
    return new PooledByteBufAllocator(true, 0, 1, pageBytes, chunkOrder, 0, 0, false);
  }

  /**
   * Accepts peers from now on.
   *
   * @throws IOException where the address can't be bound
   */
  Channel listen() throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, ACCEPT_QUEUE_MAX)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
            .childHandler(new Initializer(null));
    ChannelFuture bound = bootstrap.bind(resolved(config.listen())).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "can't listen on " + config.listen() + ": is the port taken?", bound.cause());
    }
    return bound.channel();
  }

  /** Dials the peer; whatever becomes of it reaches {@link Links}. */
  void dial(Peer peer) {
    // Name look-up may take seconds, so it isn't for the loop.
    serve.execute(
        () -> {
          try {
            InetSocketAddress target = resolved(peer.address());
            loop.execute(() -> connect(peer, target));
          } catch (UnknownHostException unknown) {
            LOG.debug("event=peer-address-unknown peer={} address={}", peer.id(), peer.address());
            loop.execute(() -> redial(peer));
          }
        });
  }

  /** Dials the peer again after its back-off, and not while it is excluded. */
  void redial(Peer peer) {
    loop.schedule(() -> dialDue(peer), peer.backoff().nextNanos());
  }

  private void dialDue(Peer peer) {
    if (links.stopping() || peer.link() != null) {
      return;
    }
    if (peer.excluded(loop.nanos())) {
      redial(peer);
    } else {
      dial(peer);
    }
  }

  private void connect(Peer peer, InetSocketAddress target) {
    if (links.stopping()) {
      return;
    }
    var unused =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, allocator)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(60_000, config.timings().handshakeTimeout().toMillis()))
            .handler(new Initializer(peer))
            .connect(target);
  }

  private static WriteBufferWaterMark waterMark() {
    return new WriteBufferWaterMark(
        Limits.WRITE_BUFFER_BYTES_MAX / 4, Limits.WRITE_BUFFER_BYTES_MAX);
  }

  private static InetSocketAddress resolved(InetSocketAddress address) throws UnknownHostException {
    return address.isUnresolved()
        ? new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort())
        : address;
  }

  /** Fills the pipeline of one connection, dialled or accepted. */
  private final class Initializer extends ChannelInitializer<Channel> {
    private final @Nullable Peer dialled;

    Initializer(@Nullable Peer dialled) {
      this.dialled = dialled;
    }

    @Override
    protected void initChannel(Channel channel) {
      if (dialled == null && !admit(channel)) {
        return;
      }
      SslHandler handler =
          dialled == null ? tls.server(allocator, serve) : tls.client(allocator, serve);
      // The link watches the whole handshake, hello included, against one time-out.
      handler.setHandshakeTimeoutMillis(0);
      handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
      FrameDecoder decoder = new FrameDecoder(loop::nanos);
      channel
          .pipeline()
          .addLast(handler, decoder, new Link(channel, decoder, dialled, links, loop, config));
    }

    private boolean admit(Channel channel) {
      if (channel.remoteAddress() instanceof InetSocketAddress remote
          && gate.admit(remote.getAddress(), links.unproven(), loop.nanos())) {
        channel.closeFuture().addListener(closed -> gate.release(remote.getAddress()));
        return true;
      }
      counters.closed.increment(CloseReason.CONNECTION_LIMIT);
      var unused = channel.close();
      return false;
    }
  }
}
