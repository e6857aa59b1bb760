package io.consentledger.node.http.wire;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts only what there is room for; the rest waits in the kernel's bounded queue, and holds no
 * descriptor here. A connection whose caller is gone already is dropped on the spot: that costs
 * less than making it did, so no caller can outrun the acceptor by connecting and closing.
 */
final class BoundedServerChannel extends NioServerSocketChannel {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedServerChannel.class);

  /** Connections looked at in a row, before the acceptor looks whether it shall stop. */
  private static final int DROPPED_MAX = 64;

  private final AcceptBounds bounds;
  private final ByteBuffer first = ByteBuffer.allocate(1);

  BoundedServerChannel(AcceptBounds bounds) {
    this.bounds = bounds;
    bounds.wakes(this::wake);
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    for (int looked = 0; looked < DROPPED_MAX; looked++) {
      if (!bounds.hasRoom() && pause()) {
        return 0;
      }
      SocketChannel socket = javaChannel().accept();
      if (socket == null) {
        return 0;
      }
      if (isAlive(socket)) {
        bounds.accepted();
        accepted.add(
            new AcceptedChannel(this, socket, bounds, first.position() == 0 ? -1 : first.get(0)));
        return 1;
      }
    }
    return 0;
  }

  /** Looks by reading one byte, which the channel that is made of it gives first. */
  private boolean isAlive(SocketChannel socket) throws IOException {
    first.clear();
    try {
      socket.configureBlocking(false);
      if (socket.read(first) >= 0) {
        return true;
      }
    } catch (IOException gone) {
      LOG.debug("event=caller-gone reason=\"{}\"", gone.getMessage());
    }
    socket.close();
    return false;
  }

  /** False where there is room again by the time that it is paused. */
  private boolean pause() {
    config().setAutoRead(false);
    long waitNanos = bounds.waitNanos();
    if (waitNanos > 0) {
      var unused = eventLoop().schedule(this::wake, waitNanos, TimeUnit.NANOSECONDS);
      return true;
    }
    if (!bounds.hasRoom()) {
      return true;
    }
    config().setAutoRead(true);
    return false;
  }

  private void wake() {
    if (!config().isAutoRead() && bounds.hasRoom()) {
      config().setAutoRead(true);
    }
  }
}
