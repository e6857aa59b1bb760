package io.consentledger.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log file of the engine: {@code "RaftLog1"}, then entries of {@code varint size | size
 * bytes | u32 CRC-32C of both}, then zeros up to where space was set aside. No entry starts with a
 * zero byte. Source: the engine's segment format, version 1.
 */
final class SegmentScan {
  private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_BYTES = 4;
  private static final int VARINT_BYTES_MAX = 5;

  /** Where nothing says what was acknowledged, whatever isn't whole counts as damage. */
  static final long ALL_THERE_IS = Long.MAX_VALUE;

  enum Kind {
    WHOLE,
    TORN_TAIL,
    DAMAGED
  }

  /** What was found, the offset of the first byte that is not whole, and the entries before it. */
  record Finding(Kind kind, long at, long entries) {}

  private record Extent(int prefix, long end) {}

  private final FileChannel file;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(64 * 1024);
  private final long acknowledged;
  private long windowAt;
  private long entries;

  /**
   * @param acknowledged how many of its entries, from the first on, this node acknowledged: they
   *     were synced, so a power cut can't have hurt them; or {@link #ALL_THERE_IS}
   */
  SegmentScan(FileChannel file, long acknowledged) throws IOException {
    this.file = file;
    this.acknowledged = acknowledged;
    this.size = file.size();
    window.limit(0);
  }

  Finding run() throws IOException {
    for (int i = 0; i < HEADER.length; i++) {
      if (i >= size || at(i) != HEADER[i]) {
        // A file whose header wasn't written yet holds nothing, and the engine deletes it.
        return zeros(i, size) && acknowledged <= 0 ? found(Kind.WHOLE, i) : unsound(0);
      }
    }
    long position = HEADER.length;
    while (position < size && at(position) != 0) {
      Extent extent = extentAt(position);
      if (extent == null || !sound(position, extent)) {
        return unsound(position);
      }
      position = extent.end();
      entries++;
    }
    boolean complete = entries >= acknowledged || acknowledged == ALL_THERE_IS;
    return zeros(position, size) && complete ? found(Kind.WHOLE, position) : unsound(position);
  }

  /** What follows was written later than what isn't whole, so it wasn't acknowledged either. */
  private Finding unsound(long at) {
    return found(entries >= acknowledged ? Kind.TORN_TAIL : Kind.DAMAGED, at);
  }

  private Finding found(Kind kind, long at) {
    return new Finding(kind, at, entries);
  }

  /** Where the entry at {@code position} ends by its own account; null where it can't be one. */
  private @Nullable Extent extentAt(long position) throws IOException {
    long length = 0;
    for (int i = 0; i < VARINT_BYTES_MAX && position + i < size; i++) {
      byte next = at(position + i);
      length |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return length == 0 || length > Limits.LOG_ENTRY_BYTES_MAX
            ? null
            : new Extent(i + 1, position + i + 1 + length + CHECKSUM_BYTES);
      }
    }
    return null;
  }

  private boolean sound(long position, Extent extent) throws IOException {
    if (extent.end() > size) {
      return false;
    }
    CRC32C crc = new CRC32C();
    long end = extent.end() - CHECKSUM_BYTES;
    update(crc, position, end);
    return (int) crc.getValue() == intAt(end);
  }

  private void update(CRC32C crc, long from, long end) throws IOException {
    for (long at = from; at < end; ) {
      load(at);
      int offset = Math.toIntExact(at - windowAt);
      int count = Math.toIntExact(Math.min(end - at, window.limit() - offset));
      crc.update(window.array(), offset, count);
      at += count;
    }
  }

  private boolean zeros(long from, long to) throws IOException {
    for (long position = from; position < to; position++) {
      if (at(position) != 0) {
        return false;
      }
    }
    return true;
  }

  private int intAt(long position) throws IOException {
    int value = 0;
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      value = (value << 8) | (at(position + i) & 0xff);
    }
    return value;
  }

  private byte at(long position) throws IOException {
    load(position);
    return window.get(Math.toIntExact(position - windowAt));
  }

  private void load(long position) throws IOException {
    if (position >= windowAt && position < windowAt + window.limit()) {
      return;
    }
    window.clear();
    windowAt = position;
    while (window.hasRemaining()) {
      if (file.read(window, windowAt + window.position()) < 0) {
        break;
      }
    }
    window.flip();
    if (window.limit() == 0) {
      throw new IOException("the file ended at byte " + position + " while it was read");
    }
  }
}
