package io.consentledger.consensus.certify;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last height that this validator may have voted on, and for which hash, on disk before the
 * vote may leave: whatever happens to the process, it never votes for two headers at one height.
 * Two slots of {@value #SLOT_BYTES} bytes take turns, so that a torn write spares the other: {@code
 * "CLVL" | u8 version | owner 32 | u64 height | headerHash 32 | u32 CRC-32C of all before}, filled
 * up with zeros. For one thread; one process at a time.
 */
public final class VoteLock implements Closeable {
  /** One block of a disk, so that no single torn block reaches both slots. */
  static final int SLOT_BYTES = 4_096;

  private static final int MAGIC = 0x434c564c;
  private static final int VERSION = 1;
  private static final int CONTENT_BYTES = 4 + 1 + 32 + 8 + 32;

  private final FileChannel channel;
  private final Digest owner;
  private int nextSlot;
  private long height;
  private Digest hash = Digest.ZERO;
  private @Nullable Slot attempted;

  private record Slot(Digest owner, long height, Digest hash) {}

  /** Opens the file that is there; tests put disks here that refuse. */
  @FunctionalInterface
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  private VoteLock(FileChannel channel, Digest owner) {
    this.channel = channel;
    this.owner = owner;
  }

  /**
   * Opens the lock, or makes one that allows every height.
   *
   * @param owner names network and validator key; the lock of another is refused
   * @throws CertifierStartException {@code vote-lock-in-use}, {@code vote-lock-damaged} or {@code
   *     vote-lock-of-another-key}
   */
  public static VoteLock open(Path file, Digest owner) throws IOException {
    return open(
        file,
        owner,
        existing -> FileChannel.open(existing, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  static VoteLock open(Path file, Digest owner, Opener opener) throws IOException {
    if (!Files.exists(file)) {
      create(file, owner);
    }
    FileChannel channel = opener.open(file);
    VoteLock lock = new VoteLock(channel, owner);
    try {
      lock.holdAlone(file);
      lock.read(file);
      return lock;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** The greatest height that may have been voted on, 0 for none. */
  public long height() {
    return height;
  }

  /** What was voted for at {@link #height()}. */
  public Digest hash() {
    return hash;
  }

  /** Whether a vote for this header keeps to one hash for each height. */
  public boolean allows(long votedHeight, Digest votedHash) {
    if (attempted != null
        && votedHeight == attempted.height()
        && !votedHash.equals(attempted.hash())) {
      return false;
    }
    return votedHeight > height || (votedHeight == height && votedHash.equals(hash));
  }

  /**
   * Gives this height, and all below it, away to this hash and its forebears; on return that
   * survives power loss, and votes up to it may leave. Where the disk refuses, nobody knows what it
   * holds: the attempt counts as made, so that its height never goes to another hash, and the next
   * call writes the same slot whole and syncs it before any vote may leave. The other slot still
   * holds what was given away before.
   *
   * @throws IllegalStateException where {@link #allows} says no: a bug that must not become a vote
   * @throws IOException where the disk refuses: no vote may leave then; it may be tried again
   */
  public void advance(long votedHeight, Digest votedHash) throws IOException {
    if (!allows(votedHeight, votedHash)) {
      throw new IllegalStateException(
          "a second vote at height " + votedHeight + ", after one at " + height);
    }
    if (votedHeight == height) {
      return;
    }
    if (attempted == null || votedHeight > attempted.height()) {
      attempted = new Slot(owner, votedHeight, votedHash);
    }
    write(channel, nextSlot, attempted);
    channel.force(false);
    nextSlot = 1 - nextSlot;
    height = attempted.height();
    hash = attempted.hash();
    attempted = null;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Whole before it has its name, so that a half-made file is never met. */
  private static void create(Path file, Digest owner) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new NoSuchFileException(file + " has no directory");
    }
    Files.createDirectories(directory);
    Path temporary = directory.resolve(file.getFileName() + ".tmp");
    try (FileChannel made =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(made, 0, new Slot(owner, 0, Digest.ZERO));
      write(made, 1, new Slot(owner, 0, Digest.ZERO));
      made.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel synced = FileChannel.open(directory, StandardOpenOption.READ)) {
      synced.force(true);
    }
  }

  private void holdAlone(Path file) throws IOException {
    boolean alone;
    try {
      alone = channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      alone = false;
    }
    if (!alone) {
      throw new CertifierStartException(
          "vote-lock-in-use",
          file + " is held by another process with the same key; stop that one first");
    }
  }

  private void read(Path file) throws IOException {
    Optional<Slot> first = slot(0);
    Optional<Slot> second = slot(1);
    if (first.isEmpty() && second.isEmpty()) {
      throw new CertifierStartException(
          "vote-lock-damaged",
          file
              + " can't be read, so nothing says what this validator voted for. Don't delete it to"
              + " get on: the node could vote twice. Read docs/how-to/act-on-evidence.md");
    }
    boolean secondIsNewer =
        first.isEmpty() || (second.isPresent() && second.get().height() > first.get().height());
    Slot newest = secondIsNewer ? second.orElseThrow() : first.orElseThrow();
    if (!newest.owner().equals(owner)) {
      throw new CertifierStartException(
          "vote-lock-of-another-key",
          file + " belongs to another network or validator key; each needs its own data folder");
    }
    nextSlot = secondIsNewer ? 0 : 1;
    height = newest.height();
    hash = newest.hash();
  }

  private Optional<Slot> slot(int number) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(CONTENT_BYTES + 4);
    long from = (long) number * SLOT_BYTES;
    while (in.hasRemaining()) {
      if (channel.read(in, from + in.position()) < 0) {
        return Optional.empty();
      }
    }
    in.flip();
    int sum = checksum(in.array());
    if (in.getInt() != MAGIC || in.get() != VERSION || in.getInt(CONTENT_BYTES) != sum) {
      return Optional.empty();
    }
    return Optional.of(new Slot(digest(in), in.getLong(), digest(in)));
  }

  private static void write(FileChannel channel, int number, Slot slot) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(SLOT_BYTES);
    out.putInt(MAGIC).put((byte) VERSION);
    slot.owner().bytes().putTo(out);
    out.putLong(slot.height());
    slot.hash().bytes().putTo(out);
    out.putInt(checksum(out.array()));
    out.rewind();
    long from = (long) number * SLOT_BYTES;
    while (out.hasRemaining()) {
      channel.write(out, from + out.position());
    }
  }

  private static int checksum(byte[] slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot, 0, CONTENT_BYTES);
    return (int) crc.getValue();
  }

  private static Digest digest(ByteBuffer in) {
    byte[] bytes = new byte[Digest.SIZE_BYTES];
    in.get(bytes);
    return new Digest(Bytes.owning(bytes));
  }
}
