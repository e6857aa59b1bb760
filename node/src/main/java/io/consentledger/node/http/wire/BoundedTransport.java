package io.consentledger.node.http.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;

/**
 * Vert.x's NIO transport with an acceptor that is bounded, and with connections whose requests are
 * checked by {@link StrictDecoder} and passed on by {@link OneAtATime}.
 */
public final class BoundedTransport implements Transport {
  private final Transport nio = io.vertx.core.transport.Transport.NIO.implementation();
  private final AcceptBounds bounds;
  private final StrictDecoder.Bounds requests;

  private BoundedTransport(AcceptBounds bounds, StrictDecoder.Bounds requests) {
    this.bounds = bounds;
    this.requests = requests;
  }

  /** For {@code Vertx.builder()}. */
  public static io.vertx.core.transport.Transport of(
      AcceptBounds bounds, StrictDecoder.Bounds requests) {
    Transport implementation = new BoundedTransport(bounds, requests);
    return new io.vertx.core.transport.Transport() {
      @Override
      public String name() {
        return "nio";
      }

      @Override
      public boolean available() {
        return true;
      }

      @Override
      public Throwable unavailabilityCause() {
        return implementation.unavailabilityCause();
      }

      @Override
      public Transport implementation() {
        return implementation;
      }
    };
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return () -> new BoundedServerChannel(bounds);
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    Transport.super.configure(options, domainSocket, bootstrap);
    ChannelHandler vertx = bootstrap.config().childHandler();
    bootstrap.childHandler(
        new ChannelInitializer<AcceptedChannel>() {
          @Override
          protected void initChannel(AcceptedChannel channel) {
            channel.pipeline().addLast(vertx);
            if (channel.pipeline().get(HttpRequestDecoder.class) == null) {
              var unused = channel.close(); // The server is closing.
              return;
            }
            channel
                .pipeline()
                .replace(HttpRequestDecoder.class, "httpDecoder", new StrictDecoder(requests));
            channel
                .pipeline()
                .addAfter(
                    channel.pipeline().context(HttpResponseEncoder.class).name(),
                    "oneAtATime",
                    new OneAtATime());
            channel.opened();
          }
        });
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return nio.ioHandlerFactory();
  }

  @Override
  public DatagramChannel datagramChannel() {
    return nio.datagramChannel();
  }

  @Override
  @SuppressWarnings("deprecation") // Vert.x asks with the older type.
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return nio.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return nio.channelFactory(domainSocket);
  }
}
