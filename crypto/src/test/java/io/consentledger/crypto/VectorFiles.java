package io.consentledger.crypto;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Published vectors, from the folder that the property {@code consentledger.vectors} names. */
final class VectorFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VectorFiles() {}

  /** The tests over one file or folder; without it, one test that is skipped and says why. */
  static Stream<DynamicTest> tests(String name, Function<Path, Stream<DynamicTest>> tests) {
    String root = System.getProperty("consentledger.vectors", "");
    if (root.isEmpty()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              name, () -> abort("the property consentledger.vectors names no folder")));
    }
    return tests.apply(Path.of(root, name));
  }

  static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** All JSON files below a folder, in the order of their names. */
  static List<Path> filesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
