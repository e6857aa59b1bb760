package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that a command can print has its place in the reference. */
class CliCodesReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("consentledger.root", ".."));
  private static final Pattern CODE =
      Pattern.compile(
          "(?:CliException\\s*\\.\\s*\\w+|new \\w+Exception)\\(\\s*\"([a-z]+(?:-[a-z]+)*)\",");

  @Test
  void listsEveryCode() throws IOException {
    TreeSet<String> codes = new TreeSet<>();
    for (String source : texts(ROOT.resolve("cli/src/main/java"), ".java")) {
      CODE.matcher(source).results().forEach(found -> codes.add(found.group(1)));
    }
    String reference = String.join("", texts(ROOT.resolve("docs/reference"), ".md"));
    assertThat(codes).contains("usage", "do-unknown", "drop-row", "outcome-unknown");
    assertThat(codes)
        .filteredOn(code -> !reference.contains("`" + code + "`"))
        .as("codes that docs/reference doesn't tell")
        .isEmpty();
  }

  private static Iterable<String> texts(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .map(CliCodesReferenceTest::text)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
