package io.consentledger.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Cuts the stream of one connection into frames. Length and type are judged as soon as they have
 * come, so that a peer can make this node hold no more than one frame of a type that it may send.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  private static final long NONE = 0;

  private final LongSupplier nanos;
  private boolean helloCame;
  private boolean failed;
  private long begunNanos = NONE;
  private long lastReadNanos;

  FrameDecoder(LongSupplier nanos) {
    this.nanos = nanos;
    this.lastReadNanos = nanos.getAsLong();
  }

  /** How long no byte came. */
  long silentNanos(long nowNanos) {
    return nowNanos - lastReadNanos;
  }

  /** Whether a frame was begun more than {@code timeoutNanos} ago and its end has not come. */
  boolean overdue(long nowNanos, long timeoutNanos) {
    return begunNanos != NONE && nowNanos - begunNanos > timeoutNanos;
  }

  /** Starts all times again, after this side did not read for a while. */
  void restartTimes() {
    lastReadNanos = nanos.getAsLong();
    if (begunNanos != NONE) {
      begunNanos = markNow();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    lastReadNanos = nanos.getAsLong();
    super.channelRead(ctx, message);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (failed) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      decode(in, out);
    } catch (FrameException violation) {
      failed = true;
      throw violation;
    }
  }

  private void decode(ByteBuf in, List<Object> out) {
    if (begunNanos == NONE) {
      begunNanos = markNow();
    }
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    long length = in.getUnsignedInt(in.readerIndex());
    checkLength(length, FrameType.BLOCKS.bodyBytesMax());
    if (in.readableBytes() < FrameType.HEAD_BYTES) {
      return;
    }
    FrameType type = FrameType.ofCode(in.getUnsignedByte(in.readerIndex() + Integer.BYTES));
    if (type == null) {
      throw new FrameException(CloseReason.FRAME_MALFORMED, "unknown frame type");
    }
    if (helloCame == (type == FrameType.HELLO)) {
      throw new FrameException(CloseReason.FRAME_UNEXPECTED, type + " out of turn");
    }
    checkLength(length, type.bodyBytesMax());
    if (length - 1 < type.bodyBytesMin()) {
      throw new FrameException(CloseReason.FRAME_MALFORMED, type + " too short");
    }
    if (in.readableBytes() < Integer.BYTES + length) {
      return;
    }
    in.skipBytes(FrameType.HEAD_BYTES);
    ByteBuf body = in.readSlice((int) length - 1);
    out.add(FrameReader.read(type, body));
    helloCame = true;
    begunNanos = NONE;
  }

  /** The time, odd because 0 stands for "none". */
  private long markNow() {
    return nanos.getAsLong() | 1;
  }

  private static void checkLength(long length, int bodyBytesMax) {
    if (length == 0) {
      throw new FrameException(CloseReason.FRAME_MALFORMED, "a frame without a type");
    }
    if (length - 1 > bodyBytesMax) {
      throw new FrameException(CloseReason.FRAME_TOO_LARGE, "a frame of " + length + " bytes");
    }
  }
}
