package io.consentledger.cli.home;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that the user names: read whole, up to a bound. */
public final class InputFile {
  private InputFile() {}

  /**
   * Its bytes, at most {@link Limits#FILE_BYTES_MAX} of them.
   *
   * @throws CliException {@code file-too-large}, {@code file-unusable}
   */
  public static byte[] read(Path file) throws CliException {
    return read(file, Limits.FILE_BYTES_MAX, "Split it at a line or a document.");
  }

  /**
   * Its bytes. What the file says of its size isn't believed: a pipe or a device has none.
   *
   * @param action what to do where there are more
   * @throws CliException {@code file-too-large}, {@code file-unusable}
   */
  public static byte[] read(Path file, int sizeBytesMax, String action) throws CliException {
    requireNoNamedPipe(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(sizeBytesMax);
      if (in.read() >= 0) {
        Arrays.fill(content, (byte) 0); // It may be a secret.
        throw CliException.usage(
            "file-too-large", file + " has more than " + sizeBytesMax + " bytes", action);
      }
      return content;
    } catch (IOException e) {
      throw HomeFiles.cannot("read", file, e);
    }
  }

  // Opening one waits for whoever writes into it, perhaps for ever. A shell's own pipes are open.
  private static void requireNoNamedPipe(Path file) throws CliException {
    Path absolute = file.toAbsolutePath();
    boolean device = absolute.startsWith("/dev") && !absolute.startsWith("/dev/shm");
    boolean opened = device || absolute.startsWith("/proc");
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file) && !opened) {
      throw CliException.usage(
          "file-unusable", file + " is no regular file", "Copy what it gives into a file.");
    }
  }
}
