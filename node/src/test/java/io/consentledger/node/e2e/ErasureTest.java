package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erase, attack the disks, restore from a backup, try to open: with real processes. */
class ErasureTest {
  private static final String ORDER = "483920";

  @TempDir Path directory;

  @Test
  void whatWasErasedIsGoneFromEveryDiskAndStaysErasedAfterARestore() throws Exception {
    try (RealNetwork network = RealNetwork.create(directory).startAll()) {
      byte[] commitment = record(network);
      Path node = network.home().resolve("nodes/retailer-1");
      copy(node.resolve("details"), directory.resolve("backup"));
      copy(node.resolve("details-keys"), directory.resolve("backup-keys"));

      DumpAttack before = new DumpAttack(commitment, node);
      assertThat(before.byKeys("loyalty")).contains(ORDER); // The attack is one.

      refusedUnderAHold(network);
      String certificate = erase(network);
      consent(network, "acknowledge", certificate, "--as", "insurer").exits(0);
      assertThat(audit(network).exits(0).out()).doesNotContain(ORDER);
      verifies(network);

      network.kill("retailer-1");
      Path log = directory.resolve("logs/retailer-1.log");
      DumpAttack after = new DumpAttack(commitment, node, log);
      assertThat(after.holdsCommitment()).isTrue();
      assertThat(after.holds(ORDER)).isFalse();
      assertThat(after.byKeys("loyalty")).isEmpty();
      assertThat(after.byOpenings(ORDER)).isFalse();
      assertThat(after.withoutOpening(new byte[64], new byte[1], commitment)).isEmpty();
      Path rows = directory.resolve("backup");
      Path keys = directory.resolve("backup-keys");
      assertThat(new DumpAttack(commitment, rows, keys).byKeys("loyalty")).contains(ORDER);
      assertThat(new DumpAttack(commitment, node, rows, wrapped(keys)).byKeys("loyalty")).isEmpty();
      isClean(network, "retailer-1");

      delete(node.resolve("details"));
      delete(node.resolve("details-keys"));
      copy(directory.resolve("backup"), node.resolve("details"));
      copy(directory.resolve("backup-keys"), node.resolve("details-keys"));
      network.start("retailer-1");
      network.awaitReady(RealNetwork.NODES);
      assertThat(audit(network).exits(0).out()).contains("erasure certified").doesNotContain(ORDER);
    }
  }

  /** Puts private details on record, and data with the insurer; answers with the commitment. */
  private byte[] record(RealNetwork network) throws Exception {
    Path records =
        new Instructions().catalogue().customer("dora", false).write(directory.resolve("records"));
    network.consent("submit", records.toString()).exits(0);
    Path details =
        Files.writeString(directory.resolve("d.json"), "{\"orderNumber\":\"" + ORDER + "\"}");
    CommandResult used =
        consent(
            network,
            words("record used --process loyalty@1 --data-categories Purchase --json --details"),
            details.toString());
    consent(
            network,
            words(
                "record disclosed --process sale@1 --data-categories Purchase --recipient insurer"
                    + " --disclosure PROCESSOR"))
        .exits(0);
    audit(network).exits(0).mentions(ORDER);
    return HexFormat.of().parseHex(used.exits(0).json().at("/payload/details").asText());
  }

  private static void refusedUnderAHold(RealNetwork network) throws Exception {
    consent(network, words("hold place --code LEGAL_CLAIM")).exits(0);
    consent(network, "erase").exits(1).mentions("erasure-held");
    consent(network, "erase", "--dry-run").exits(1).mentions("LEGAL_CLAIM of retailer");
    consent(network, words("hold lift --code LEGAL_CLAIM")).exits(0);
    JsonNode plan = consent(network, "erase", "--dry-run", "--json").exits(0).json();
    assertThat(plan.path("details").asInt()).isEqualTo(1);
    assertThat(plan.path("recipients")).extracting(JsonNode::asText).containsExactly("insurer");
    audit(network).mentions(ORDER);
  }

  /** Cut short after the destruction, and run again; answers with the certificate's id. */
  private static String erase(RealNetwork network) throws Exception {
    JsonNode plan = consent(network, "erase", "--dry-run", "--json").exits(0).json();
    HttpRequest destroy =
        HttpRequest.newBuilder(
                URI.create(
                    network.url("retailer-1")
                        + "/v1/subjects/"
                        + plan.path("subjectRef").asText()
                        + "/erasures"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"processes\":[]}"))
            .build();
    assertThat(
            HttpClient.newHttpClient().send(destroy, HttpResponse.BodyHandlers.ofString()).body())
        .contains("\"destroyed\":1");
    assertThat(audit(network).exits(0).out()).doesNotContain("erasure certified");

    JsonNode again = consent(network, "erase", "--json").exits(0).json();
    assertThat(again.at("/payload/destroyed")).extracting(JsonNode::asText).contains("KEYS");
    assertThat(again.at("/erased/recipients"))
        .extracting(JsonNode::asText)
        .containsExactly("insurer");
    return again.path("txId").asText();
  }

  /** A bundle that was made after the erasure holds, commitments and certificate included. */
  private void verifies(RealNetwork network) throws Exception {
    String bundle = directory.resolve("after.proof").toString();
    consent(network, "audit", "--proof", bundle).exits(0);
    network
        .consent("verify", bundle, "--genesis", network.home().resolve("genesis.json").toString())
        .exits(0)
        .mentions("erasure certified");
  }

  /** A copy of a key directory that lacks what its keys are wrapped under. */
  private Path wrapped(Path keys) throws IOException {
    Path wrapped = directory.resolve("backup-wrapped");
    copy(keys, wrapped);
    try (Stream<Path> all = Files.walk(wrapped)) {
      for (Path key : all.filter(it -> it.endsWith("relationship.key")).toList()) {
        Files.delete(key);
      }
    }
    return wrapped;
  }

  private void isClean(RealNetwork network, String name) throws Exception {
    Path out = directory.resolve("fsck.out");
    Process fsck =
        JavaProcess.start(
            "io.consentledger.node.ConsentNode",
            List.of(),
            List.of(
                "fsck",
                "--config",
                network.home().resolve("nodes/" + name + "/node.yaml").toString()),
            out,
            out);
    assertThat(fsck.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(out)).contains("no problem found");
    assertThat(fsck.exitValue()).isZero();
  }

  private static CommandResult audit(RealNetwork network) throws Exception {
    return consent(network, "audit", "--details", "retailer");
  }

  private static String[] words(String command) {
    return command.split(" ");
  }

  private static CommandResult consent(RealNetwork network, String[] words, String last)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(last);
    return consent(network, all.toArray(String[]::new));
  }

  /** A command about dora and the retailer. */
  private static CommandResult consent(RealNetwork network, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    if (!all.get(0).equals("acknowledge")) {
      all.addAll(List.of("--wallet", "dora", "--controller", "retailer"));
    }
    return network.consent(all.toArray(String[]::new));
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
