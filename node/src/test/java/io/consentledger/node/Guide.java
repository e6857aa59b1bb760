package io.consentledger.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands that a page of the documentation tells an operator to type. */
public final class Guide {
  private Guide() {}

  /** The lines of a page below docs/how-to that begin with the name of the program. */
  public static List<String> commands(String page, String program) throws IOException {
    Path file =
        Path.of(System.getProperty("consentledger.root", ".."))
            .resolve("docs/how-to")
            .resolve(page);
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(program + " "))
        .toList();
  }
}
