package io.consentledger.consensus;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.consentledger.crypto.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads through the log before the engine does. A power cut may leave any part of what was written
 * since the last sync, whole entries behind half ones too; the engine would refuse such a log, and
 * its lenient mode would also cut at a flipped bit in the middle, forgetting entries that were
 * acknowledged. Here the open file is cut behind what was acknowledged, and only there.
 */
final class LogSegments {
  private static final Logger LOG = LoggerFactory.getLogger(LogSegments.class);
  private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
  private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");

  private LogSegments() {}

  /**
   * Checks each file of the log in {@code directory}, and cuts a torn tail, durably.
   *
   * @param acknowledged the last index that this node acknowledged: up to there all must be whole;
   *     {@link SegmentScan#ALL_THERE_IS} where that isn't known
   * @return the index of the last entry, -1 where there is none
   * @throws OrdererStartException {@code raft-log-damaged} where anything else is wrong
   */
  static long check(Path directory, long acknowledged) throws IOException {
    return walk(directory, file -> repaired(file, scan(file, acknowledged, READ, WRITE)));
  }

  /** The same, but changes no file: a torn tail stays. */
  static long look(Path directory, long acknowledged) throws IOException {
    return walk(directory, file -> lastIndex(file, scan(file, acknowledged, READ)));
  }

  /** Gives the index of a file's last entry. */
  private interface Check {
    long last(Path file) throws IOException;
  }

  private static long walk(Path directory, Check check) throws IOException {
    long last = -1;
    Path before = directory;
    for (Path file : files(directory)) {
      if (last >= 0 && firstIndex(file) != last + 1) {
        throw damaged(file, "doesn't follow " + before.getFileName());
      }
      last = check.last(file);
      before = file;
    }
    return last;
  }

  /** Moves the log out of the engine's sight, durably, and keeps it. */
  static void setAside(Path directory, Path aside) throws IOException {
    PrivateFolder.make(aside);
    for (Path file : files(directory)) {
      Files.move(file, aside.resolve(String.valueOf(file.getFileName())));
      LOG.warn("event=log-set-aside file={} to={}", file.getFileName(), aside);
    }
    EngineDirectory.sync(aside);
    EngineDirectory.sync(directory);
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
          .sorted(Comparator.comparingLong(LogSegments::firstIndex))
          .toList();
    }
  }

  private static Matcher match(Pattern pattern, Path file) {
    return pattern.matcher(String.valueOf(file.getFileName()));
  }

  private static long firstIndex(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.replaceAll("^log_(?:inprogress_)?(\\d+).*$", "$1"));
  }

  private static SegmentScan.Finding scan(Path file, long acknowledged, OpenOption... how)
      throws IOException {
    Matcher closed = match(CLOSED, file);
    // A closed file was synced before it was named so: all of it.
    long whole = closed.matches() ? Long.parseLong(closed.group(2)) : acknowledged;
    long count = whole == SegmentScan.ALL_THERE_IS ? whole : whole - firstIndex(file) + 1;
    try (FileChannel channel = FileChannel.open(file, how)) {
      SegmentScan.Finding finding = new SegmentScan(channel, count).run();
      if (how.length > 1) {
        // The engine counts all it finds as synced; where the process died, it may not be.
        channel.force(false);
      }
      return finding;
    }
  }

  private static long repaired(Path file, SegmentScan.Finding finding) throws IOException {
    long last = lastIndex(file, finding);
    if (finding.kind() == SegmentScan.Kind.TORN_TAIL) {
      cut(file, finding.at());
    }
    return last;
  }

  /** The index of the file's last entry. */
  private static long lastIndex(Path file, SegmentScan.Finding finding) throws IOException {
    Matcher closed = match(CLOSED, file);
    long last = firstIndex(file) + finding.entries() - 1;
    if (finding.kind() == SegmentScan.Kind.DAMAGED
        || (closed.matches() && last != Long.parseLong(closed.group(2)))) {
      throw damaged(file, "is damaged at byte " + finding.at());
    }
    return last;
  }

  private static void cut(Path file, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      long size = channel.size();
      channel.truncate(at);
      channel.force(true);
      LOG.warn("event=torn-log-tail-cut file={} from={} to={}", file.getFileName(), size, at);
    }
  }

  private static OrdererStartException damaged(Path file, String how) {
    return new OrdererStartException(
        "raft-log-damaged",
        "the log "
            + file
            + " "
            + how
            + ", where it was acknowledged: entries may be lost. "
            + Advice.REPAIR);
  }
}
