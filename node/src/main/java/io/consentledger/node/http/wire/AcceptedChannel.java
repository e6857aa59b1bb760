package io.consentledger.node.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection that counts until it is closed. */
final class AcceptedChannel extends NioSocketChannel {
  private static final int NONE = -1;

  private final AcceptBounds bounds;
  private final AtomicBoolean opened = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private int first;

  /**
   * @param first the byte that was read already, as it was sent; -1 for none
   */
  AcceptedChannel(Channel parent, SocketChannel socket, AcceptBounds bounds, int first) {
    super(parent, socket);
    this.bounds = bounds;
    this.first = first;
  }

  /** Its event loop has set it up. */
  void opened() {
    if (opened.compareAndSet(false, true)) {
      bounds.opened();
    }
  }

  @Override
  protected int doReadBytes(ByteBuf into) throws Exception {
    if (first == NONE) {
      return super.doReadBytes(into);
    }
    into.writeByte(first);
    first = NONE;
    return 1 + Math.max(0, super.doReadBytes(into));
  }

  @Override
  protected void doClose() throws Exception {
    super.doClose();
    if (closed.compareAndSet(false, true)) {
      opened();
      bounds.closed();
    }
  }
}
