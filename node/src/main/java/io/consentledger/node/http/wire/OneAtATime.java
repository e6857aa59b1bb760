package io.consentledger.node.http.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Passes a request on once the one before it is answered, and one that was sent ahead only a little
 * later. What a caller sends ahead waits here, and goes with its connection; past a bound no more
 * is read. On the connection's event loop.
 */
final class OneAtATime extends ChannelDuplexHandler {
  /** Parts of requests that wait; a request without a body has two. */
  private static final int WAITING_MAX = 32;

  /**
   * How long a request that was sent ahead waits after the answer before it. Without that, one
   * connection has an event loop to itself as long as it likes, and is gone before the answers cost
   * it anything.
   */
  private static final int PAUSE_MILLIS = 1;

  private final Deque<Object> waiting = new ArrayDeque<>();
  private boolean arriving;
  private boolean unanswered;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    if (waiting.isEmpty() && isNext(part)) {
      pass(ctx, part);
      return;
    }
    waiting.add(part);
    if (waiting.size() >= WAITING_MAX) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** The rest of the request that is being passed on, or a new one while none is unanswered. */
  private boolean isNext(Object part) {
    return arriving || !unanswered || !(part instanceof HttpRequest);
  }

  private void pass(ChannelHandlerContext ctx, Object part) {
    if (part instanceof HttpRequest) {
      arriving = true;
      unanswered = true;
    }
    if (part instanceof LastHttpContent) {
      arriving = false;
    }
    ctx.fireChannelRead(part);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object part, ChannelPromise promise) {
    var unused = ctx.write(part, promise);
    boolean isFinal = !(part instanceof HttpResponse head) || head.status().code() >= 200;
    if (part instanceof LastHttpContent && isFinal) {
      unanswered = false;
      if (!waiting.isEmpty()) {
        var unusedTimer =
            ctx.executor().schedule(() -> passWaiting(ctx), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void passWaiting(ChannelHandlerContext ctx) {
    boolean passed = false;
    for (Object part = waiting.peek(); part != null && isNext(part); part = waiting.peek()) {
      waiting.remove();
      pass(ctx, part);
      passed = true;
    }
    if (passed) {
      ctx.fireChannelReadComplete();
    }
    if (waiting.size() < WAITING_MAX / 2) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    release();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    release();
  }

  private void release() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
