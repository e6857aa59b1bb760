package io.consentledger.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that open a store, and end without tidying up. */
final class NativeLibraryTest {
  private static final long ABOVE_ALL_PROCESSES = 1L << 40;

  @TempDir private Path directory;
  private Path temporary;

  /** Opens a store, and ends as a killed process does. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) throws StoreException {
      Store store = Store.open(Path.of(args[0]), StoreConfig.DEFAULT, LogRecovery.EXACT);
      Runtime.getRuntime().halt(store.tableBytes() == 0 ? 0 : 1);
    }
  }

  @BeforeEach
  void makeFolder() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
  }

  @Test
  void aKilledProcessLeavesNoCopyOfTheNativeCode() throws Exception {
    open("first");
    open("second");
    assertThat(left()).isEmpty();
  }

  @Test
  void aCopyOfADeadProcessIsDeletedByTheNext() throws Exception {
    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Path dead = copy(ABOVE_ALL_PROCESSES, longAgo);
    Path living = copy(ProcessHandle.current().pid(), longAgo);
    Path fresh =
        copy(ABOVE_ALL_PROCESSES + 1, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    open("store");
    assertThat(left()).doesNotContain(dead).containsExactlyInAnyOrder(living, fresh);
  }

  private Path copy(long pid, FileTime made) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("consentledger-rocksdb-" + pid + "-1"));
    Files.writeString(folder.resolve("librocksdbjni-linux64.so"), "native code");
    return Files.setLastModifiedTime(folder, made);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }

  private void open(String name) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path", "")),
                Opener.class.getName(),
                directory.resolve(name).toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".out").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve(name + ".out"))).isZero();
  }
}
