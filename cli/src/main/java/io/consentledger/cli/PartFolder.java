package io.consentledger.cli;

import io.consentledger.cli.base.CliException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the pages of a proof wait until all are there: {@code NAME.part} beside the folder. One
 * that an interrupted command left is emptied first; of what such a command doesn't write nothing
 * is touched.
 */
final class PartFolder {
  private static final Pattern OURS =
      Pattern.compile("cover\\.json|page-[0-9]{6,}\\.json|\\.consent-.*\\.part");

  private final Path part;

  PartFolder(Path folder) {
    Path target = folder.toAbsolutePath();
    this.part = target.resolveSibling(target.getFileName() + ".part");
  }

  Path path() {
    return part;
  }

  /**
   * Makes it, empty.
   *
   * @throws CliException {@code file-exists} where something else is in it
   */
  void open() throws IOException, CliException {
    clear();
    try {
      if (part.getParent() != null) {
        Files.createDirectories(part.getParent());
      }
      Files.createDirectory(part);
    } catch (FileAlreadyExistsException taken) {
      throw CliException.usage(
          "file-exists",
          part + " is in the way: it isn't what an interrupted command left",
          "Remove it, or name another folder.");
    }
  }

  /** Removes it, where there is nothing in it but what a command wrote. */
  void clear() throws IOException {
    if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> there = Files.list(part)) {
      there.forEach(files::add);
    }
    if (files.stream().allMatch(it -> OURS.matcher(it.getFileName().toString()).matches())) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(part);
    }
  }
}
