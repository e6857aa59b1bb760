package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Held by a command while it changes who is who of an organisation, so that of two at once neither
 * loses what the other wrote. Ends with the process, however that ends.
 */
public final class HomeLock {
  /** What is done while the lock is held. */
  public interface Work<T> {
    T run() throws CliException;
  }

  private HomeLock() {}

  /**
   * Does something while it is held.
   *
   * @throws CliException {@code home-busy} where another command holds it
   */
  public static <T> T holding(Home home, String organisation, Work<T> work) throws CliException {
    Path file = home.lock(organisation);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      if (!isTaken(channel)) {
        throw CliException.refused(
            "home-busy",
            "another command imports or erases customers of " + organisation + " in this home",
            "Run this again when it is done; nothing was changed.");
      }
      return work.run();
    } catch (IOException e) {
      throw HomeFiles.cannot("use", file, e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }
}
