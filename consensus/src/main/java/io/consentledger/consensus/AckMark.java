package io.consentledger.consensus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The last log entry whose storage this node acknowledged, and the latest term in which it answered
 * anybody: what a start must find whole, and may not go behind. Two slots, a block of a disk apart,
 * of {@code "CLAM" | u8 version | u64 sequence | u64 term | u64 index + 1 | u32 CRC-32C of all
 * before}. For any thread.
 *
 * <p>It is written before the acknowledgement leaves and reaches the disk a moment later, by {@link
 * #sync}: a process that dies loses nothing of it, a power cut the last moment. What it doesn't
 * name is still kept where it is whole, and what was acknowledged is: it was synced before.
 */
final class AckMark implements Closeable {
  static final int SLOT_BYTES = 4_096;

  private static final int MAGIC = 0x434c414d;
  private static final int VERSION = 1;
  private static final int CONTENT_BYTES = 4 + 1 + 8 + 8 + 8;

  private final FileChannel channel;
  private final boolean found;
  private long sequence;
  private long term;
  private long index = -1;
  private int slot;
  private boolean dirty;

  private AckMark(FileChannel channel, boolean found) {
    this.channel = channel;
    this.found = found;
  }

  /** Opens the mark, or makes one that names nothing, durably. */
  static AckMark open(Path file) throws IOException {
    boolean there = Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      boolean read = there && (holds(channel, 0) || holds(channel, 1));
      AckMark mark = new AckMark(channel, read);
      mark.read(0);
      mark.read(1);
      if (!read) {
        mark.write();
        mark.slot = 1;
        mark.write();
        channel.force(true);
        EngineDirectory.syncParent(file);
      }
      return mark;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Reads the mark that is there, and changes no file. */
  static AckMark look(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      AckMark mark = new AckMark(channel, holds(channel, 0) || holds(channel, 1));
      mark.read(0);
      mark.read(1);
      return mark;
    }
  }

  /** Whether there was one that could be read; where not, nothing says what was acknowledged. */
  boolean found() {
    return found;
  }

  /** The last index acknowledged, -1 for none. */
  synchronized long index() {
    return index;
  }

  /** The latest term in which this node answered anybody. */
  synchronized long term() {
    return term;
  }

  /** Takes note that an answer in this term is about to leave. */
  synchronized void answered(long inTerm) throws IOException {
    if (inTerm > term) {
      term = inTerm;
      write();
    }
  }

  /**
   * Takes note that an acknowledgement of this index is about to leave.
   *
   * @param leaderTerm the leader's; one before {@link #term} comes too late to count
   */
  synchronized void acknowledged(long leaderTerm, long upTo) throws IOException {
    if (upTo > index && leaderTerm >= term) {
      index = upTo;
      write();
    }
  }

  /** A newer leader takes back what follows {@code last}; on the disk when this returns. */
  synchronized void truncated(long leaderTerm, long last) throws IOException {
    term = Math.max(term, leaderTerm);
    index = Math.min(index, last);
    write();
    force();
  }

  /** Brings what was noted to the disk. */
  void sync() throws IOException {
    synchronized (this) {
      if (!dirty) {
        return;
      }
      dirty = false;
      // What is noted from now on goes to the other slot: this one is being written.
      slot = 1 - slot;
    }
    try {
      channel.force(false);
    } catch (ClosedChannelException closed) {
      // Closing brought it to the disk.
    } catch (IOException unwritable) {
      synchronized (this) {
        dirty = true;
      }
      throw unwritable;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel.isOpen()) {
      force();
      channel.close();
    }
  }

  private void force() throws IOException {
    channel.force(false);
    dirty = false;
    slot = 1 - slot;
  }

  private void write() throws IOException {
    sequence++;
    ByteBuffer out = ByteBuffer.allocate(CONTENT_BYTES + 4);
    out.putInt(MAGIC).put((byte) VERSION).putLong(sequence).putLong(term).putLong(index + 1);
    out.putInt(checksum(out.array())).flip();
    long from = (long) slot * SLOT_BYTES;
    while (out.hasRemaining()) {
      channel.write(out, from + out.position());
    }
    dirty = true;
  }

  private void read(int number) throws IOException {
    ByteBuffer in = slot(channel, number);
    if (isWhole(in)) {
      long written = in.getLong(5);
      if (written > sequence) {
        sequence = written;
        term = in.getLong(13);
        index = in.getLong(21) - 1;
        slot = 1 - number;
      }
    }
  }

  private static boolean holds(FileChannel channel, int number) throws IOException {
    return isWhole(slot(channel, number));
  }

  private static boolean isWhole(ByteBuffer in) {
    byte[] content = new byte[CONTENT_BYTES];
    if (in.limit() < CONTENT_BYTES + 4) {
      return false;
    }
    in.get(0, content);
    return in.getInt(0) == MAGIC
        && in.get(4) == VERSION
        && in.getInt(CONTENT_BYTES) == checksum(content);
  }

  private static ByteBuffer slot(FileChannel channel, int number) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(CONTENT_BYTES + 4);
    long from = (long) number * SLOT_BYTES;
    while (in.hasRemaining() && channel.read(in, from + in.position()) >= 0) {
      // Until it is full or the file ends.
    }
    return in.flip();
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, CONTENT_BYTES);
    return (int) crc.getValue();
  }
}
