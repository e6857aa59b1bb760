package io.consentledger.consensus;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.PrivateFolder;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints as files that the engine takes for its snapshots: {@code snapshot.TERM_INDEX} holds
 * {@code "CLCP" | u8 1 | u64 term | u64 index | u32 size | manifest | u32 CRC-32C of all before},
 * and the engine wants an MD5 beside it. A file without one was being written when the node died,
 * and doesn't count.
 */
final class CheckpointFiles {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);
  private static final int MAGIC = 0x434c4350;
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 4 + 1 + 8 + 8 + 4 + 4;

  private CheckpointFiles() {}

  /** Durable on return. */
  static SingleFileSnapshotInfo write(Path directory, Checkpoint checkpoint) throws IOException {
    PrivateFolder.make(directory);
    Position position = checkpoint.position();
    String name = SimpleStateMachineStorage.getSnapshotFileName(position.term(), position.index());
    Path file = directory.resolve(name);
    Path temporary = directory.resolve(name + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer content = encode(checkpoint).asBuffer();
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    MD5Hash md5 = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
    EngineDirectory.sync(directory);
    return new SingleFileSnapshotInfo(new FileInfo(file, md5), position.term(), position.index());
  }

  /** The newest complete checkpoint, where there is one. */
  static Optional<Checkpoint> newest(Path directory) throws IOException {
    List<Path> complete = complete(directory);
    return complete.isEmpty() ? Optional.empty() : Optional.of(read(complete.get(0)));
  }

  /** Those with an MD5 beside them, the newest first. */
  static List<Path> complete(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> nameOf(file).matches())
          .filter(file -> MD5FileUtil.getDigestFileForFile(file.toFile()).exists())
          .sorted(Comparator.comparingLong(CheckpointFiles::indexOf).reversed())
          .toList();
    }
  }

  /**
   * Takes checkpoints that can't be read out of the engine's sight, and keeps them: an older one
   * serves, or the ledger itself. An MD5 that doesn't fit a whole checkpoint is made anew. Durable
   * on return.
   *
   * @param aside names a directory that isn't there yet
   */
  static void setAsideDamaged(Path directory, Supplier<Path> aside) throws IOException {
    for (Path file : complete(directory)) {
      File md5 = MD5FileUtil.getDigestFileForFile(file.toFile());
      try {
        read(file);
        if (!isOf(md5, file)) {
          LOG.warn("event=checkpoint-digest-made-anew file={}", md5.getName());
          MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
          EngineDirectory.sync(directory);
        }
      } catch (OrdererStartException damaged) {
        Path kept = aside.get();
        LOG.warn("event=checkpoint-set-aside to={} reason=\"{}\"", kept, damaged.getMessage());
        PrivateFolder.make(kept);
        Files.move(md5.toPath(), kept.resolve(md5.getName()));
        Files.move(file, kept.resolve(String.valueOf(file.getFileName())));
        EngineDirectory.sync(kept);
        EngineDirectory.sync(directory);
      }
    }
  }

  /** What is wrong with each checkpoint that can't be used; changes no file. */
  static List<OrdererStartException> damaged(Path directory) throws IOException {
    List<OrdererStartException> found = new ArrayList<>();
    for (Path file : complete(directory)) {
      try {
        read(file);
      } catch (OrdererStartException damaged) {
        found.add(damaged);
      }
    }
    return found;
  }

  private static boolean isOf(File md5, Path file) {
    try {
      return MD5FileUtil.computeMd5ForFile(file.toFile())
          .equals(MD5FileUtil.readStoredMd5ForFile(file.toFile()));
    } catch (IOException unreadable) {
      LOG.info("event=checkpoint-digest-unreadable file={}", md5.getName());
      return false;
    }
  }

  static Checkpoint read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > FIXED_BYTES + Limits.MANIFEST_BYTES_MAX) {
      throw damaged(file, "it is too long");
    }
    Checkpoint checkpoint = decode(file, Files.readAllBytes(file));
    Matcher name = nameOf(file);
    if (!name.matches()
        || Long.parseLong(name.group(1)) != checkpoint.position().term()
        || Long.parseLong(name.group(2)) != checkpoint.position().index()) {
      throw damaged(file, "its content is of another position");
    }
    return checkpoint;
  }

  static Bytes encode(Checkpoint checkpoint) {
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + checkpoint.manifest().size());
    out.putInt(MAGIC).put((byte) VERSION);
    out.putLong(checkpoint.position().term()).putLong(checkpoint.position().index());
    out.putInt(checkpoint.manifest().size());
    checkpoint.manifest().putTo(out);
    out.putInt(checksum(out.array(), out.position()));
    return Bytes.owning(out.array());
  }

  /** A checkpoint that came from elsewhere; empty where it isn't one. */
  static Optional<Checkpoint> decode(Bytes content) {
    try {
      return content.size() > FIXED_BYTES + Limits.MANIFEST_BYTES_MAX
          ? Optional.empty()
          : Optional.of(decode(Path.of("received"), content.toArray()));
    } catch (OrdererStartException damaged) {
      return Optional.empty();
    }
  }

  private static Checkpoint decode(Path file, byte[] content) throws OrdererStartException {
    if (content.length < FIXED_BYTES) {
      throw damaged(file, "it is too short");
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    if (in.getInt() != MAGIC || in.get() != VERSION) {
      throw damaged(file, "it isn't a checkpoint of this version");
    }
    long term = in.getLong();
    long index = in.getLong();
    int size = in.getInt();
    if (size != content.length - FIXED_BYTES || term < 0 || index < 0) {
      throw damaged(file, "its sizes don't fit");
    }
    byte[] manifest = new byte[size];
    in.get(manifest);
    if (in.getInt() != checksum(content, content.length - 4)) {
      throw damaged(file, "its checksum doesn't fit");
    }
    return new Checkpoint(new Position(term, index), Bytes.owning(manifest));
  }

  private static int checksum(byte[] content, int size) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, size);
    return (int) crc.getValue();
  }

  private static Matcher nameOf(Path file) {
    return SimpleStateMachineStorage.SNAPSHOT_REGEX.matcher(String.valueOf(file.getFileName()));
  }

  static long indexOf(Path file) {
    Matcher name = nameOf(file);
    if (!name.matches()) {
      throw new AssertionError("filtered by the same pattern: " + file);
    }
    return Long.parseLong(name.group(2));
  }

  private static OrdererStartException damaged(Path file, String what) {
    return new OrdererStartException(
        "checkpoint-damaged",
        "checkpoint " + file + " can't be used, " + what + ". " + Advice.REPAIR);
  }
}
