package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.KeyFiles;
import io.consentledger.node.network.Author;
import io.consentledger.node.network.NodeClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node's data stands on a small disk of its own, which is filled; the others go on. */
final class FullDiskTest {
  private static final String VICTIM = "retailer-1";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Some eight kilobytes in a record. */
  private static final List<String> MANY =
      IntStream.range(0, 250).mapToObj(i -> String.format("recipient-%021d", i)).toList();

  @TempDir private Path directory;
  private RealNetwork network;
  private Path data;
  private Author bank;
  private boolean mounted;
  private int versions;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    network = RealNetwork.create(directory);
    Path config = network.home().resolve("nodes/" + VICTIM + "/node.yaml");
    Files.writeString(config, "limits:\n  diskLowMiB: 1\n", StandardOpenOption.APPEND);
    data = Files.createDirectories(config.resolveSibling("data"));
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=64m,mode=0700", "tmpfs", data.toString()) == 0;
    assumeTrue(mounted, "this user may not mount a small disk");
    network.startAll();
    JsonNode status = network.statusOf("bank-1");
    bank =
        new Author(
            status.path("networkId").asText(),
            KeyFiles.read(network.home().resolve("parties/bank.key.pem")));
  }

  @AfterEach
  void unmount() throws Exception {
    network.close();
    if (mounted) {
      assertThat(run("umount", data.toString())).isZero();
    }
  }

  @Test
  void theNodeSaysThatTheDiskIsFullAndComesBackWhenThereIsRoom() throws Exception {
    Path ballast = data.resolve("ballast");
    record();
    assertThat(new NodeClient(network.url("bank-1")).submit(bank.notice(1)).status())
        .isEqualTo(200);
    fill(ballast);
    Await.until(
        VICTIM + " says that the disk is full",
        PATIENCE,
        () -> {
          // Logs grow by some megabytes at a time.
          IntStream.range(0, 50).forEach(i -> recordMuch());
          return network.log(VICTIM).contains("disk-full");
        },
        () -> network.log(VICTIM));
    assertThat(network.awaitEnd(VICTIM)).isEqualTo(1);
    assertThat(network.log(VICTIM))
        .contains("the disk is full, free some of it", "consent-node: stopped because");
    // What logs had reserved is free again.
    Path more = data.resolve("more-ballast");
    fill(more);
    network.start(VICTIM);
    assertThat(network.awaitEnd(VICTIM)).isEqualTo(1);
    assertThat(network.log(VICTIM)).contains("consent-node: can't start: the disk is full");

    Files.delete(ballast);
    Files.delete(more);
    network.start(VICTIM);
    network.awaitReady(RealNetwork.NODES);
    record();
    network.awaitSameHeight(RealNetwork.NODES);
  }

  private void recordMuch() {
    assertThat(
            new NodeClient(network.url("bank-1")).submit(bank.process(++versions, MANY)).status())
        .isEqualTo(200);
  }

  private void record() {
    assertThat(new NodeClient(network.url("bank-1")).submit(bank.challenge()).status())
        .isEqualTo(200);
  }

  private static void fill(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4_096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left on device");
    }
  }

  private int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("mount.out").toFile())
        .start()
        .waitFor();
  }
}
