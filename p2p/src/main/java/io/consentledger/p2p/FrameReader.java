package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of one frame. Strict: one encoding for each value, every length checked before
 * anything is allocated, nothing left over.
 */
final class FrameReader {
  private final ByteBuf body;

  private FrameReader(ByteBuf body) {
    this.body = body;
  }

  /**
   * Reads all of {@code body}.
   *
   * @throws FrameException where it is not exactly one body of this type
   */
  static Frame read(FrameType type, ByteBuf body) {
    FrameReader reader = new FrameReader(body);
    Frame frame = reader.frame(type);
    if (body.isReadable()) {
      throw malformed(body.readableBytes() + " bytes left over in " + type);
    }
    return frame;
  }

  private Frame frame(FrameType type) {
    return switch (type) {
      case HELLO -> new Frame.Hello(body.readUnsignedShort(), id(), nodeId());
      case LINKS -> new Frame.Links(nodeIds());
      case PING -> new Frame.Ping(body.readLong());
      case PONG -> new Frame.Pong(body.readLong());
      case ITEMS -> new Frame.Items(list(1, Limits.ITEMS_PER_FRAME_MAX, Limits.ITEM_BYTES_MAX));
      case OFFER -> new Frame.Offer(ids());
      case WANT -> new Frame.Want(ids());
      case HEAD -> new Frame.Head(bytes(body.readableBytes()));
      case FETCH -> fetch();
      case BLOCKS ->
          new Frame.Blocks(
              body.readLong(),
              list(0, Limits.HEADERS_PER_REPLY_MAX, Limits.BLOCKS_REPLY_BYTES_MAX));
    };
  }

  private Frame.Fetch fetch() {
    long requestId = body.readLong();
    Wanted what = Wanted.ofCode(body.readUnsignedByte());
    if (what == null) {
      throw malformed("a request for neither blocks nor headers");
    }
    Frame.Fetch fetch =
        new Frame.Fetch(requestId, what, body.readLong(), body.readUnsignedShort(), body.readInt());
    if (fetch.fromHeight() < 0
        || fetch.max() < 1
        || fetch.max() > what.max()
        || fetch.maxBytes() < 1
        || fetch.maxBytes() > Limits.BLOCKS_REPLY_BYTES_MAX) {
      throw malformed("a request out of bounds");
    }
    return fetch;
  }

  private List<Bytes> list(int countMin, int countMax, int bytesMax) {
    int count = count(countMin, countMax);
    List<Bytes> list = new ArrayList<>(Math.min(count, body.readableBytes() / Integer.BYTES));
    for (int i = 0; i < count; i++) {
      require(Integer.BYTES);
      long size = body.readUnsignedInt();
      if (size == 0) {
        throw malformed("an empty element");
      }
      if (size > bytesMax) {
        throw new FrameException(CloseReason.FRAME_TOO_LARGE, "an element of " + size + " bytes");
      }
      require((int) size);
      list.add(bytes((int) size));
    }
    return list;
  }

  private List<Digest> ids() {
    int count = count(1, Limits.IDS_PER_FRAME_MAX);
    require(count * Digest.SIZE_BYTES);
    List<Digest> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(id());
    }
    return ids;
  }

  private List<String> nodeIds() {
    int count = count(0, Limits.PEERS_MAX);
    List<String> ids = new ArrayList<>(count);
    String last = "";
    for (int i = 0; i < count; i++) {
      String next = nodeId();
      if (next.compareTo(last) <= 0) {
        throw malformed("node ids out of order");
      }
      ids.add(next);
      last = next;
    }
    return ids;
  }

  private String nodeId() {
    require(1);
    int size = body.readUnsignedByte();
    if (size < 1 || size > Limits.NODE_ID_CHARS_MAX) {
      throw malformed("a node id of " + size + " bytes");
    }
    require(size);
    String id = body.readCharSequence(size, StandardCharsets.US_ASCII).toString();
    if (!PeerNetworkConfig.isNodeId(id)) {
      throw malformed("not a node id");
    }
    return id;
  }

  private int count(int min, int max) {
    require(Short.BYTES);
    int count = body.readUnsignedShort();
    if (count > max) {
      throw new FrameException(CloseReason.FRAME_TOO_LARGE, "a list of " + count);
    }
    if (count < min) {
      throw malformed("an empty list");
    }
    return count;
  }

  private Digest id() {
    require(Digest.SIZE_BYTES);
    return new Digest(bytes(Digest.SIZE_BYTES));
  }

  private Bytes bytes(int size) {
    byte[] copy = new byte[size];
    body.readBytes(copy);
    return Bytes.owning(copy);
  }

  private void require(int size) {
    if (body.readableBytes() < size) {
      throw malformed("the body ends early");
    }
  }

  private static FrameException malformed(String message) {
    return new FrameException(CloseReason.FRAME_MALFORMED, message);
  }
}
