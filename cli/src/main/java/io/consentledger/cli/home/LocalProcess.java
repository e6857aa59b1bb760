package io.consentledger.cli.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Processes of this machine, as /proc shows them. */
public final class LocalProcess {
  /** Clock ticks a second in /proc: 100 on every Linux that matters. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private LocalProcess() {}

  /** The process id, where such a process lives. */
  public static OptionalLong ifAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
        ? OptionalLong.of(pid)
        : OptionalLong.empty();
  }

  /** The process id in a file, where such a process lives. */
  public static OptionalLong ofFile(Path pidFile) {
    try {
      String text = Files.readString(pidFile, StandardCharsets.US_ASCII).strip();
      return text.matches("[0-9]{1,10}") ? ifAlive(Long.parseLong(text)) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** CPU seconds that a process has used, user and system; 0 where it is gone. */
  public static double cpuSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.UTF_8);
      // The second field is the command in brackets, which may hold blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }
}
