package io.consentledger.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the terminal is, so that tables fit it. */
final class TerminalWidth {
  private static final int WIDTH_MIN = 60;
  private static final long ASK_MILLIS_MAX = 300;
  private static final Pattern SIZE = Pattern.compile("\\d{1,4} (\\d{1,4})\\s*");

  private TerminalWidth() {}

  /** True where a file descriptor of this process is a terminal. */
  static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** The columns; empty where nobody knows. */
  static OptionalInt find(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.matches("[0-9]{1,4}")) {
      return OptionalInt.of(Math.max(WIDTH_MIN, Integer.parseInt(columns)));
    }
    return askTerminal();
  }

  private static OptionalInt askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(ASK_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      byte[] answer = stty.getInputStream().readNBytes(32);
      Matcher size = SIZE.matcher(new String(answer, StandardCharsets.US_ASCII));
      return size.matches()
          ? OptionalInt.of(Math.max(WIDTH_MIN, Integer.parseInt(size.group(1))))
          : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
