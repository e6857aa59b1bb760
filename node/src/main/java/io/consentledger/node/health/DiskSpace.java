package io.consentledger.node.health;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the disk that holds a node's data is nearly full. What was low counts as low until there
 * is half as much again, so that the answer doesn't flap. Any thread.
 */
public final class DiskSpace {
  /** How much a folder's disk has left for this process, in bytes. */
  @FunctionalInterface
  public interface Free {
    long bytes() throws IOException;
  }

  private final Path folder;
  private final long lowBytes;
  private final Free free;
  private boolean low;

  /**
   * @param lowBytes below this the disk is nearly full
   */
  public DiskSpace(Path folder, long lowBytes) {
    this(folder, lowBytes, () -> usableBytes(folder));
  }

  DiskSpace(Path folder, long lowBytes, Free free) {
    this.folder = folder;
    this.lowBytes = lowBytes;
    this.free = free;
  }

  /**
   * What this process may still write on a folder's disk. {@code Files.getFileStore} looks for the
   * disk in the table of mounts, where there is none of a changed root; this asks the disk itself.
   *
   * @throws IOException where the folder is gone, or the disk doesn't say
   */
  public static long usableBytes(Path folder) throws IOException {
    File asked = folder.toFile();
    long usable = asked.getUsableSpace();
    if (usable == 0 && asked.getTotalSpace() == 0) {
      throw new IOException("no answer from the disk of " + folder);
    }
    return usable;
  }

  /** What is the matter, with the folder named; empty where there is room. */
  public synchronized Optional<String> trouble() {
    long left;
    try {
      left = free.bytes();
    } catch (IOException unknown) {
      return Optional.of("how much is free on the disk of " + folder + " can't be asked");
    }
    low = left < (low ? lowBytes + lowBytes / 2 : lowBytes);
    return low
        ? Optional.of(
            "the disk of "
                + folder
                + " has "
                + (left >> 20)
                + " MiB left: free some, or the node stops when it is full")
        : Optional.empty();
  }
}
