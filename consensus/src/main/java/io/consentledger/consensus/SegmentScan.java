package io.consentledger.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** Disks write no less than this at once; what a power cut left out is a run of such zeros. */
  private static final int SECTOR_BYTES = 512;

  /** The first byte inside an entry: the tag of its term. */
  private static final byte ENTRY_TAG = 0x08;

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
  private long windowAt;
  private long entries;

  SegmentScan(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
    window.limit(0);
  }

  Finding run() throws IOException {
    for (int i = 0; i < HEADER.length; i++) {
      if (i >= size || at(i) != HEADER[i]) {
        // A file whose header wasn't written yet holds nothing, and the engine deletes it.
        return found(zeros(i, size) ? Kind.WHOLE : Kind.DAMAGED, i);
      }
    }
    long position = HEADER.length;
    while (position < size && at(position) != 0) {
      Extent extent = extentAt(position);
      if (extent == null) {
        return found(Kind.DAMAGED, position);
      }
      if (!sound(position, extent)) {
        return found(torn(position, extent) ? Kind.TORN_TAIL : Kind.DAMAGED, position);
      }
      position = extent.end();
      entries++;
    }
    return found(zeros(position, size) ? Kind.WHOLE : Kind.DAMAGED, position);
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

  /**
   * Whether the unsound entry is what a power cut leaves: the last one, with a part that never
   * reached the disk. A flipped bit leaves no such part; a flipped size hides sound entries.
   */
  private boolean torn(long position, Extent extent) throws IOException {
    long end = Math.min(extent.end(), size);
    boolean partMissing =
        extent.end() > size
            || intAt(extent.end() - CHECKSUM_BYTES) == 0
            || hasEmptySector(position, end);
    return partMissing
        && zeros(end, size)
        && !hidesEntry(position + 1, end)
        && !wholeButForItsSize(position, end);
  }

  /** Whether the entry is sound with the size that its own end tells, and only its size is not. */
  private boolean wholeButForItsSize(long position, long to) throws IOException {
    long end = to;
    while (end > position && at(end - 1) == 0) {
      end--;
    }
    // The checksum may itself end in zero bytes.
    for (long last = end; last < Math.min(size, end + CHECKSUM_BYTES) + 1; last++) {
      for (int prefix = 1; prefix <= VARINT_BYTES_MAX; prefix++) {
        long content = last - CHECKSUM_BYTES - position - prefix;
        if (content > 0 && soundAs(varint(content), position + prefix, last - CHECKSUM_BYTES)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean soundAs(byte[] prefix, long from, long end) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(prefix, 0, prefix.length);
    update(crc, from, end);
    return end + CHECKSUM_BYTES <= size && (int) crc.getValue() == intAt(end);
  }

  private static byte[] varint(long value) {
    ByteBuffer out = ByteBuffer.allocate(VARINT_BYTES_MAX);
    long rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.put((byte) (rest | 0x80));
    }
    out.put((byte) rest);
    return Arrays.copyOf(out.array(), out.position());
  }

  private boolean hasEmptySector(long from, long to) throws IOException {
    for (long start = from; start < to; ) {
      long end = Math.min(to, (start / SECTOR_BYTES + 1) * SECTOR_BYTES);
      if (end - start >= CHECKSUM_BYTES && zeros(start, end)) {
        return true;
      }
      start = end;
    }
    return false;
  }

  private boolean hidesEntry(long from, long to) throws IOException {
    for (long position = from; position < to; position++) {
      Extent extent = at(position) == 0 ? null : extentAt(position);
      if (extent != null
          && extent.end() <= size
          && at(position + extent.prefix()) == ENTRY_TAG
          && sound(position, extent)) {
        return true;
      }
    }
    return false;
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
