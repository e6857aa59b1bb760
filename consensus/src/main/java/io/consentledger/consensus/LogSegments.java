package io.consentledger.consensus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads through the log before the engine does. A power cut may leave the last entry half written,
 * in a file that is zeros from there on; the engine would refuse such a log, and its lenient mode
 * would also cut at a flipped bit in the middle, forgetting entries that were acknowledged. Here
 * only a torn last entry of the open file is cut off: nobody was told that it was stored.
 */
final class LogSegments {
  private static final Logger LOG = LoggerFactory.getLogger(LogSegments.class);
  private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
  private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");

  private LogSegments() {}

  /**
   * Checks each file of the log in {@code directory}, and repairs a torn tail, durably.
   *
   * @return the index of the last entry, -1 where there is none
   * @throws OrdererStartException {@code raft-log-damaged} where anything else is wrong
   */
  static long check(Path directory) throws IOException {
    long last = -1;
    for (Path file : files(directory)) {
      last = Math.max(last, checkFile(file));
    }
    return last;
  }

  /** Deletes the log, durably: all of it stands before a checkpoint. */
  static void drop(Path directory) throws IOException {
    for (Path file : files(directory)) {
      Files.delete(file);
      LOG.warn("event=log-before-checkpoint-dropped file={}", file.getFileName());
    }
    EngineDirectory.sync(directory);
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> match(OPEN, file).matches() || match(CLOSED, file).matches())
          .sorted()
          .toList();
    }
  }

  private static Matcher match(Pattern pattern, Path file) {
    return pattern.matcher(String.valueOf(file.getFileName()));
  }

  /** The index of the file's last entry. */
  private static long checkFile(Path file) throws IOException {
    SegmentScan.Finding finding;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      finding = new SegmentScan(channel).run();
    }
    Matcher open = match(OPEN, file);
    Matcher closed = match(CLOSED, file);
    boolean torn = finding.kind() == SegmentScan.Kind.TORN_TAIL;
    if (finding.kind() == SegmentScan.Kind.DAMAGED || (torn && !open.matches())) {
      throw damaged(file, finding);
    }
    if (torn) {
      cut(file, finding.at());
    }
    if (open.matches()) {
      return Long.parseLong(open.group(1)) + finding.entries() - 1;
    }
    if (!closed.matches()
        || Long.parseLong(closed.group(1)) + finding.entries() - 1
            != Long.parseLong(closed.group(2))) {
      throw damaged(file, finding);
    }
    return Long.parseLong(closed.group(2));
  }

  private static void cut(Path file, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long size = channel.size();
      channel.truncate(at);
      channel.force(true);
      LOG.warn("event=torn-log-tail-cut file={} from={} to={}", file.getFileName(), size, at);
    }
  }

  private static OrdererStartException damaged(Path file, SegmentScan.Finding finding) {
    return new OrdererStartException(
        "raft-log-damaged",
        "the log "
            + file
            + " is damaged at byte "
            + finding.at()
            + ", not at its end: acknowledged entries may be lost. "
            + Advice.RESTORE_OR_REPLACE);
  }
}
