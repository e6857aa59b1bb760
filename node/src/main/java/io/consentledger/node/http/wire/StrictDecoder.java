package io.consentledger.node.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Netty's decoder, which gets a request's head only once all of it is here and {@link RequestHead}
 * has nothing against it: whatever the library would forgive, another reader of the same bytes may
 * understand differently. After a head that is refused nothing more is understood.
 */
public final class StrictDecoder extends HttpRequestDecoder {
  /**
   * How long what may be, in bytes.
   *
   * @param line the request line
   * @param headers all other lines of the head together
   */
  public record Bounds(int line, int headers) {}

  private final Bounds bounds;
  private boolean awaitsHead = true;
  private boolean refused;
  private int scanned;

  StrictDecoder(Bounds bounds) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(bounds.line())
            .setMaxHeaderSize(bounds.headers())
            .setValidateHeaders(true)
            .setStrictLineParsing(true)
            .setAllowDuplicateContentLengths(false));
    this.bounds = bounds;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!refused && awaitsHead) {
      skipEmptyLine(in);
      int size = headSize(in);
      Optional<RefusedHead> refusal = refusal(in, size);
      if (refusal.isPresent()) {
        refuse(refusal.get(), out);
      } else if (size < 0) {
        return;
      }
    }
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    awaitsHead = false;
    int before = out.size();
    super.decode(ctx, in, out);
    for (Object part : out.subList(before, out.size())) {
      if (part instanceof LastHttpContent) {
        awaitsHead = true;
        scanned = 0;
      }
    }
  }

  /** One that precedes a request is to be ignored (RFC 9112, section 2.2). */
  private void skipEmptyLine(ByteBuf in) {
    int at = in.readerIndex();
    if (scanned == 0 && in.readableBytes() >= 2 && in.getShort(at) == ('\r' << 8 | '\n')) {
      in.skipBytes(2);
      scanned = in.isReadable() && in.getByte(in.readerIndex()) == '\r' ? 1 : 0;
    }
  }

  /** With the empty line that ends it; -1 where that isn't here yet. */
  private int headSize(ByteBuf in) {
    int start = in.readerIndex();
    for (int end = Math.max(4, scanned); end <= in.readableBytes(); end++) {
      if (in.getInt(start + end - 4) == ('\r' << 24 | '\n' << 16 | '\r' << 8 | '\n')) {
        return end;
      }
    }
    scanned = in.readableBytes();
    return -1;
  }

  private Optional<RefusedHead> refusal(ByteBuf in, int size) {
    int start = in.readerIndex();
    int here = size < 0 ? in.readableBytes() : size;
    int lineEnd = in.indexOf(start, start + here, (byte) '\n');
    int line = lineEnd < 0 ? here : lineEnd - start - 1;
    if (line > bounds.line()) {
      return Optional.of(new RefusedHead(414, "the request line is above " + bounds.line()));
    }
    if (here - line > bounds.headers()) {
      return Optional.of(new RefusedHead(431, "the headers are above " + bounds.headers()));
    }
    return size < 0
        ? Optional.empty()
        : RequestHead.fault(in.toString(start, size, StandardCharsets.ISO_8859_1))
            .map(fault -> new RefusedHead(400, fault));
  }

  private void refuse(RefusedHead refusal, List<Object> out) {
    refused = true;
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, "/refused", Unpooled.EMPTY_BUFFER);
    request.setDecoderResult(DecoderResult.failure(refusal));
    out.add(request);
  }
}
