package io.consentledger.consensus;

import io.consentledger.crypto.PrivateFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The orderer's directory while it is open: {@code lock}, held by one process at a time, {@code
 * acknowledged}, the {@link AckMark}, and {@code groups/UUID/} with the engine's log in {@code
 * current} and its checkpoints in {@code sm}.
 */
final class EngineDirectory implements Closeable {
  private final Path groups;
  private final Path group;
  private final FileChannel lockFile;
  private @Nullable AckMark acks;

  private EngineDirectory(Path groups, Path group, FileChannel lockFile) {
    this.groups = groups;
    this.group = group;
    this.lockFile = lockFile;
  }

  static EngineDirectory open(Path directory, UUID groupId) throws IOException {
    Path groups = directory.resolve("groups");
    PrivateFolder.make(groups);
    FileChannel lockFile =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    EngineDirectory opened =
        new EngineDirectory(groups, groups.resolve(groupId.toString()), lockFile);
    try {
      opened.lock(directory);
      opened.refuseOtherGroups();
      opened.restoreCheckpoints();
      opened.acks = AckMark.open(directory.resolve("acknowledged"));
      HalfReceived.sweep(opened.received(), Long.MAX_VALUE);
      return opened;
    } catch (IOException | RuntimeException failed) {
      lockFile.close();
      throw failed;
    }
  }

  Path groups() {
    return groups;
  }

  Path log() {
    return group.resolve("current");
  }

  Path checkpoints() {
    return group.resolve("sm");
  }

  /** Where the engine puts a checkpoint that it receives, before it is whole. */
  Path received() {
    return group.resolve("tmp");
  }

  /** Whether this node has taken part in the group before. */
  boolean hasLog() {
    return Files.exists(termFile()) || Files.exists(membersFile());
  }

  Path membersFile() {
    return log().resolve("raft-meta.conf");
  }

  Path termFile() {
    return log().resolve("raft-meta");
  }

  /** Whether something of the group is there, be it from a start that was cut short. */
  boolean exists() {
    return Files.exists(group);
  }

  /** A directory of its own, not there yet, for files that are of no use any more, but kept. */
  Path newAside() {
    Path all = groups.resolveSibling("set-aside");
    int number = 1;
    while (Files.exists(all.resolve(String.valueOf(number)))) {
      number++;
    }
    return all.resolve(String.valueOf(number));
  }

  /** What was acknowledged here. */
  AckMark acks() {
    return Objects.requireNonNull(acks);
  }

  @Override
  public void close() throws IOException {
    try (lockFile) {
      if (acks != null) {
        acks.close();
      }
    }
  }

  private void lock(Path directory) throws IOException {
    if (tryLock() == null) {
      throw new OrdererStartException(
          "raft-directory-in-use",
          "another process uses " + directory + ": stop it, or choose another data directory");
    }
  }

  private @Nullable FileLock tryLock() throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      return null;
    }
  }

  /** The engine would serve any group whose directory it finds. */
  private void refuseOtherGroups() throws IOException {
    for (Path other : list(groups)) {
      if (!other.equals(group)) {
        throw new OrdererStartException(
            "raft-directory-foreign",
            other + " belongs to another network: choose another data directory");
      }
    }
  }

  /**
   * Installing a checkpoint, the engine moves the old directory away and then the new one into its
   * place. Where it died in between, the old one is brought back: the log still starts at it.
   */
  private void restoreCheckpoints() throws IOException {
    if (!exists() || Files.exists(checkpoints())) {
      return;
    }
    Optional<Path> movedAway =
        list(group).stream()
            .filter(path -> String.valueOf(path.getFileName()).startsWith("sm."))
            .max(Comparator.naturalOrder());
    if (movedAway.isPresent()) {
      Files.move(movedAway.get(), checkpoints());
    }
  }

  /** Makes what was created, renamed or deleted in a directory survive a power cut. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The same for a file that was made. */
  static void syncParent(Path file) throws IOException {
    sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.toList();
    }
  }
}
