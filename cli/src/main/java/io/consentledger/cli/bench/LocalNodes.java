package io.consentledger.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.client.Answer;
import io.consentledger.cli.client.LedgerClient;
import io.consentledger.cli.client.NodeAddress;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the nodes on this machine use: CPU time, and disk for their data. */
final class LocalNodes {
  private final List<Long> pids = new ArrayList<>();
  private final List<Path> data = new ArrayList<>();

  private LocalNodes() {}

  /** Finds them by what they say of themselves. */
  static LocalNodes find(Home home, List<NodeAddress> nodes) throws CliException {
    LocalNodes found = new LocalNodes();
    for (NodeAddress node : nodes) {
      Optional<Answer> answer = LedgerClient.getOnce(node, "/v1/status", Duration.ofSeconds(3));
      if (!node.isLoopback() || answer.isEmpty() || !answer.get().ok()) {
        continue;
      }
      JsonNode status = answer.get().json();
      LocalProcess.ifAlive(status.path("pid").asLong()).ifPresent(found.pids::add);
      Path directory = home.node(status.path("name").asText()).resolve("data");
      if (Files.isDirectory(directory)) {
        found.data.add(directory);
      }
    }
    return found;
  }

  int count() {
    return pids.size();
  }

  /** CPU seconds of all of them together. */
  double cpuSeconds() {
    return pids.stream().mapToDouble(LocalProcess::cpuSeconds).sum();
  }

  /** Bytes in the files of one node's data on average; 0 where none is at hand. */
  double dataBytesPerNode() {
    return data.stream().mapToLong(LocalNodes::sizeOf).average().orElse(0);
  }

  // Files come and go while the database compacts: one that is gone counts as empty.
  private static long sizeOf(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(LocalNodes::fileSize).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static long fileSize(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
