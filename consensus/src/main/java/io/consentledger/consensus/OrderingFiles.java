package io.consentledger.consensus;

import io.consentledger.consensus.gate.Group;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a stopped orderer has stored. Changes no file. */
public final class OrderingFiles {
  private final List<Problem> problems = new ArrayList<>();
  private final Path directory;
  private final Group members;
  private final long applied;
  private final long synced;

  /**
   * Something that is wrong.
   *
   * @param heals whether the next start puts it right by itself
   */
  public record Problem(String code, String detail, boolean heals) {}

  private OrderingFiles(OrdererConfig config, long applied, long synced) {
    this.directory = config.directory();
    this.members = Engine.gateGroup(config);
    this.applied = applied;
    this.synced = synced;
  }

  /**
   * What is wrong in the directory of {@code config}, beside a ledger that has applied and once
   * synced up to these indexes; -1 for nothing.
   */
  public static List<Problem> check(OrdererConfig config, long applied, long synced)
      throws IOException {
    OrderingFiles files = new OrderingFiles(config, applied, synced);
    files.check(
        config.directory().resolve("groups").resolve(Engine.groupId(config).getUuid().toString()));
    return List.copyOf(files.problems);
  }

  /** Whether a process uses the directory now. */
  public static boolean isInUse(Path directory) throws IOException {
    Path lock = directory.resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held == null;
    } catch (OverlappingFileLockException byThisProcess) {
      return true;
    }
  }

  private void check(Path group) throws IOException {
    Path marked = directory.resolve("acknowledged");
    Path log = group.resolve("current");
    if (!Files.exists(marked)) {
      if (applied >= 0 || Files.exists(log)) {
        add("acknowledged-mark-missing", marked + " is gone", Files.exists(log));
      }
      if (!Files.exists(log)) {
        if (synced >= 0) {
          add("raft-log-missing", log + " is gone, and the ledger isn't", false);
        }
        return;
      }
    }
    AckMark mark = Files.exists(marked) ? AckMark.look(marked) : null;
    long acknowledged = mark != null && mark.found() ? mark.index() : SegmentScan.ALL_THERE_IS;
    boolean known = acknowledged != SegmentScan.ALL_THERE_IS;
    for (OrdererStartException damaged : CheckpointFiles.damaged(group.resolve("sm"))) {
      add(damaged.code(), String.valueOf(damaged.getMessage()), true);
    }
    if (TermFile.term(log.resolve("raft-meta")).isEmpty()) {
      add("raft-meta-damaged", log.resolve("raft-meta") + " can't be read", known);
    }
    Path named = log.resolve("raft-meta.conf");
    if (Files.exists(named) && !MembersFile.isSound(named, members)) {
      add("raft-members-damaged", named + " names other members than node.yaml", true);
    }
    long covered = -1;
    for (Path file : CheckpointFiles.complete(group.resolve("sm"))) {
      covered = Math.max(covered, CheckpointFiles.indexOf(file));
    }
    checkLog(log, acknowledged, Math.max(covered, applied));
  }

  /**
   * @param reached the index up to which the node has, or will get, all without the log
   */
  private void checkLog(Path log, long acknowledged, long reached) throws IOException {
    boolean known = acknowledged != SegmentScan.ALL_THERE_IS;
    boolean needless = known && applied >= acknowledged;
    try {
      long end = Math.max(LogSegments.look(log, acknowledged), reached);
      if (known && end < acknowledged) {
        add("raft-log-missing", log + " ends at " + end + ", before " + acknowledged, false);
      }
      if (end < synced) {
        add("ledger-put-back", "ledger and log end before " + synced, false);
      }
    } catch (OrdererStartException damaged) {
      add(damaged.code(), String.valueOf(damaged.getMessage()), needless);
    }
  }

  private void add(String code, String detail, boolean heals) {
    problems.add(new Problem(code, detail.replace(" " + Advice.REPAIR, ""), heals));
  }
}
