package io.consentledger.p2p;

import io.consentledger.crypto.Digest;
import org.jspecify.annotations.Nullable;

/** The frames of the peer protocol, each with its code and the bounds of its body in bytes. */
enum FrameType {
  HELLO(1, 2 + Digest.SIZE_BYTES + 1 + 1, 2 + Digest.SIZE_BYTES + 1 + Limits.NODE_ID_CHARS_MAX),
  LINKS(2, 2, 2 + Limits.PEERS_MAX * (1 + Limits.NODE_ID_CHARS_MAX)),
  PING(3, Long.BYTES, Long.BYTES),
  PONG(4, Long.BYTES, Long.BYTES),
  ITEMS(5, 2 + 4 + 1, Limits.ITEMS_FRAME_BYTES_MAX),
  OFFER(6, 2 + Digest.SIZE_BYTES, 2 + Limits.IDS_PER_FRAME_MAX * Digest.SIZE_BYTES),
  WANT(7, 2 + Digest.SIZE_BYTES, 2 + Limits.IDS_PER_FRAME_MAX * Digest.SIZE_BYTES),
  HEAD(8, 1, Limits.HEAD_BYTES_MAX),
  FETCH(9, 8 + 1 + 8 + 2 + 4, 8 + 1 + 8 + 2 + 4),
  BLOCKS(10, 8 + 2, 8 + 2 + Limits.HEADERS_PER_REPLY_MAX * 4 + Limits.BLOCKS_REPLY_BYTES_MAX);

  /** Length field and type byte, before every body. */
  static final int HEAD_BYTES = 5;

  private static final FrameType[] BY_CODE = new FrameType[values().length + 1];

  static {
    for (FrameType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final int bodyBytesMin;
  private final int bodyBytesMax;

  FrameType(int code, int bodyBytesMin, int bodyBytesMax) {
    this.code = code;
    this.bodyBytesMin = bodyBytesMin;
    this.bodyBytesMax = bodyBytesMax;
  }

  static @Nullable FrameType ofCode(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  int code() {
    return code;
  }

  int bodyBytesMin() {
    return bodyBytesMin;
  }

  int bodyBytesMax() {
    return bodyBytesMax;
  }

  /** Frames that carry little and cost the receiver work: their number is bounded. */
  boolean control() {
    return this != ITEMS && this != BLOCKS;
  }
}
