package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One message between two peers; docs/spec/peer-protocol.md has the bytes. */
sealed interface Frame {
  FrameType type();

  int bodyBytes();

  void writeBody(ByteBuf out);

  /** The whole frame in a buffer that the caller must release or write. */
  default ByteBuf encode(ByteBufAllocator allocator) {
    int bodyBytes = bodyBytes();
    ByteBuf out = allocator.directBuffer(FrameType.HEAD_BYTES + bodyBytes);
    out.writeInt(1 + bodyBytes);
    out.writeByte(type().code());
    writeBody(out);
    return out;
  }

  /** First on every link, from both sides: who speaks, and for which network. */
  record Hello(int version, Digest networkId, String nodeId) implements Frame {
    static final int VERSION = 2;

    @Override
    public FrameType type() {
      return FrameType.HELLO;
    }

    @Override
    public int bodyBytes() {
      return 2 + Digest.SIZE_BYTES + 1 + nodeId.length();
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeShort(version);
      out.writeBytes(networkId.bytes().asBuffer());
      writeNodeId(out, nodeId);
    }
  }

  /** The members that the sender is linked to now, ascending. */
  record Links(List<String> nodeIds) implements Frame {
    public Links {
      nodeIds = List.copyOf(nodeIds);
    }

    @Override
    public FrameType type() {
      return FrameType.LINKS;
    }

    @Override
    public int bodyBytes() {
      return 2 + nodeIds.stream().mapToInt(id -> 1 + id.length()).sum();
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeShort(nodeIds.size());
      nodeIds.forEach(id -> writeNodeId(out, id));
    }
  }

  /** Asks for a {@link Pong} with the same nonce. */
  record Ping(long nonce) implements Frame {
    @Override
    public FrameType type() {
      return FrameType.PING;
    }

    @Override
    public int bodyBytes() {
      return Long.BYTES;
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeLong(nonce);
    }
  }

  /** Answers a {@link Ping}. */
  record Pong(long nonce) implements Frame {
    @Override
    public FrameType type() {
      return FrameType.PONG;
    }

    @Override
    public int bodyBytes() {
      return Long.BYTES;
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeLong(nonce);
    }
  }

  /** Gossiped items, pushed or asked for. */
  record Items(List<Bytes> items) implements Frame {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public FrameType type() {
      return FrameType.ITEMS;
    }

    @Override
    public int bodyBytes() {
      return 2 + listBytes(items);
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeShort(items.size());
      items.forEach(item -> writeSized(out, item));
    }
  }

  /** Ids of items that the sender holds and the receiver should. */
  record Offer(List<Digest> ids) implements Frame {
    public Offer {
      ids = List.copyOf(ids);
    }

    @Override
    public FrameType type() {
      return FrameType.OFFER;
    }

    @Override
    public int bodyBytes() {
      return 2 + ids.size() * Digest.SIZE_BYTES;
    }

    @Override
    public void writeBody(ByteBuf out) {
      writeIds(out, ids);
    }
  }

  /** Asks for items by id. */
  record Want(List<Digest> ids) implements Frame {
    public Want {
      ids = List.copyOf(ids);
    }

    @Override
    public FrameType type() {
      return FrameType.WANT;
    }

    @Override
    public int bodyBytes() {
      return 2 + ids.size() * Digest.SIZE_BYTES;
    }

    @Override
    public void writeBody(ByteBuf out) {
      writeIds(out, ids);
    }
  }

  /** The sender's newest head. */
  record Head(Bytes head) implements Frame {
    @Override
    public FrameType type() {
      return FrameType.HEAD;
    }

    @Override
    public int bodyBytes() {
      return head.size();
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeBytes(head.asBuffer());
    }
  }

  /** Asks for consecutive blocks or headers; answered by {@link Blocks} with the same id. */
  record Fetch(long requestId, Wanted what, long fromHeight, int max, int maxBytes)
      implements Frame {
    @Override
    public FrameType type() {
      return FrameType.FETCH;
    }

    @Override
    public int bodyBytes() {
      return 8 + 1 + 8 + 2 + 4;
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeLong(requestId);
      out.writeByte(what.code());
      out.writeLong(fromHeight);
      out.writeShort(max);
      out.writeInt(maxBytes);
    }
  }

  /** Answers {@link Fetch} with what it asked for, with nothing where there is nothing. */
  record Blocks(long requestId, List<Bytes> blocks) implements Frame {
    public Blocks {
      blocks = List.copyOf(blocks);
    }

    @Override
    public FrameType type() {
      return FrameType.BLOCKS;
    }

    @Override
    public int bodyBytes() {
      return 8 + 2 + listBytes(blocks);
    }

    @Override
    public void writeBody(ByteBuf out) {
      out.writeLong(requestId);
      out.writeShort(blocks.size());
      blocks.forEach(block -> writeSized(out, block));
    }
  }

  private static int listBytes(List<Bytes> list) {
    int size = 0;
    for (Bytes bytes : list) {
      size += Integer.BYTES + bytes.size();
    }
    return size;
  }

  private static void writeSized(ByteBuf out, Bytes bytes) {
    out.writeInt(bytes.size());
    out.writeBytes(bytes.asBuffer());
  }

  private static void writeIds(ByteBuf out, List<Digest> ids) {
    out.writeShort(ids.size());
    ids.forEach(id -> out.writeBytes(id.bytes().asBuffer()));
  }

  private static void writeNodeId(ByteBuf out, String nodeId) {
    out.writeByte(nodeId.length());
    out.writeCharSequence(nodeId, StandardCharsets.US_ASCII);
  }
}
