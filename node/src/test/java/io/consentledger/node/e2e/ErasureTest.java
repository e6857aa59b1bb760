package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erase, restore from a backup, try to open: with real processes. */
class ErasureTest {
  @TempDir Path directory;

  @Test
  void whatWasErasedStaysErasedAfterARestore() throws Exception {
    try (RealNetwork network = RealNetwork.create(directory).startAll()) {
      Path records =
          new Instructions().catalogue().customer("dora", true).write(directory.resolve("records"));
      network.consent("submit", records.toString()).exits(0);
      Path details = Files.writeString(directory.resolve("d.json"), "{\"orderNumber\":\"4711\"}");
      network
          .consent(
              "record",
              "used",
              "--wallet",
              "dora",
              "--controller",
              "retailer",
              "--process",
              "loyalty@1",
              "--data-categories",
              "Purchase",
              "--details",
              details.toString())
          .exits(0);
      audit(network).exits(0).mentions("4711");

      Path node = network.home().resolve("nodes/retailer-1");
      copy(node.resolve("details"), directory.resolve("backup"));
      copy(node.resolve("details-keys"), directory.resolve("backup-keys"));
      network
          .consent(
              "hold",
              "place",
              "--wallet",
              "dora",
              "--controller",
              "retailer",
              "--code",
              "LEGAL_CLAIM")
          .exits(0);
      erase(network).exits(1).mentions("erasure-held");
      network
          .consent(
              "hold",
              "lift",
              "--wallet",
              "dora",
              "--controller",
              "retailer",
              "--code",
              "LEGAL_CLAIM")
          .exits(0);
      erase(network).exits(0).mentions("Private details destroyed: 1");
      assertThat(audit(network).exits(0).out()).doesNotContain("4711");

      network.kill("retailer-1");
      delete(node.resolve("details"));
      delete(node.resolve("details-keys"));
      copy(directory.resolve("backup"), node.resolve("details"));
      copy(directory.resolve("backup-keys"), node.resolve("details-keys"));
      network.start("retailer-1");
      network.awaitReady(RealNetwork.NODES);
      assertThat(audit(network).exits(0).out())
          .contains("erasure certified")
          .doesNotContain("4711");
    }
  }

  private static CommandResult audit(RealNetwork network) throws Exception {
    return network.consent(
        "audit", "--wallet", "dora", "--controller", "retailer", "--details", "retailer");
  }

  private static CommandResult erase(RealNetwork network) throws Exception {
    return network.consent("erase", "--wallet", "dora", "--controller", "retailer");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(
          path -> {
            try {
              Files.copy(
                  path,
                  to.resolve(from.relativize(path).toString()),
                  StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              });
    }
  }
}
