package io.consentledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.network.TestNetwork;
import io.consentledger.node.network.TestNetwork.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node stores is for its own user only, whatever the machine's usual mode is. */
final class PrivateDataTest {
  private static final List<String> FOLDERS = List.of("", "ledger", "raft", "evidence");

  @TempDir private Path directory;

  @Test
  void nobodyElseReadsWhatANodeStores() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 1)) {
      network.awaitReady();
      TestNode node = network.node(0);
      Path data = config(node).dataDir();
      assertPrivate(data);

      node.stop();
      open(data);
      node.start();
      network.awaitReady();
      assertPrivate(data);
      assertThat(mode(data.resolve("ledger/IDENTITY"))).isEqualTo("rw-------");
    }
  }

  private static NodeConfig config(TestNode node) throws Exception {
    return ConfigReader.read(node.config());
  }

  private static void assertPrivate(Path data) throws IOException {
    for (String folder : FOLDERS) {
      assertThat(mode(data.resolve(folder))).as(folder).isEqualTo("rwx------");
    }
    assertThat(mode(data.resolve("vote-lock"))).isEqualTo("rw-------");
  }

  /** As earlier builds left it. */
  private static void open(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.toList()) {
        String mode = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      }
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
