package io.consentledger.consensus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
  private static final String CLOSED = "log_\\d+-\\d+";
  private static final String OPEN = "log_inprogress_\\d+";

  private LogSegments() {}

  /**
   * Checks each file of the log in {@code directory}, and repairs a torn tail, durably.
   *
   * @throws OrdererStartException {@code raft-log-damaged} where anything else is wrong
   */
  static void check(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.matches(CLOSED) || name.matches(OPEN)) {
        checkFile(file, name.matches(OPEN));
      }
    }
  }

  private static void checkFile(Path file, boolean open) throws IOException {
    SegmentScan.Finding finding;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      finding = new SegmentScan(channel).run();
    }
    switch (finding.kind()) {
      case WHOLE -> {}
      case TORN_TAIL -> {
        if (!open) {
          throw damaged(file, finding);
        }
        cut(file, finding.at());
      }
      case DAMAGED -> throw damaged(file, finding);
    }
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
