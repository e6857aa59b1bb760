package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node that did some work shows Prometheus. */
final class MetricsTest {
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final Pattern NAMED = Pattern.compile("(?m)^\\| (consentledger_[a-z_]+)[^|]*\\|");

  @TempDir private static Path directory;
  private static TestNetwork network;
  private static String scrape;

  @BeforeAll
  static void start() throws Exception {
    network = TestNetwork.start(directory, 1);
    NodeClient client = network.node(0).client();
    assertThat(client.submit(network.author(0).notice(1), "").status()).isEqualTo(200);
    // What only a scrape holds must not be collected before it.
    System.gc();
    scrape = client.get("/metrics").text();
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  private static Set<String> families() {
    Set<String> families = new TreeSet<>();
    Matcher found = FAMILY.matcher(scrape);
    while (found.find()) {
      families.add(found.group(1));
    }
    return families;
  }

  private static double value(String series) {
    return Arrays.stream(scrape.split("\n", -1))
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  @Test
  void countsTheSignatureChecks() {
    assertThat(value("consentledger_verifications_total ")).isPositive();
  }

  @Test
  void saysHowTheNodeIs() {
    assertThat(value("consentledger_ready ")).isEqualTo(1);
    assertThat(value("consentledger_disk_free_bytes ")).isPositive();
    assertThat(value("consentledger_certificate_expiry_seconds ")).isGreaterThan(86_400);
    assertThat(value("consentledger_build_info{")).isEqualTo(1);
  }

  @Test
  void everyFamilyHasHelpAndOursStandInTheReference() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
    Set<String> named = new TreeSet<>();
    Matcher row = NAMED.matcher(page);
    while (row.find()) {
      named.add(row.group(1));
    }
    for (String family : families()) {
      assertThat(scrape).containsPattern("(?m)^# HELP " + family + " \\S");
      if (family.startsWith("consentledger_") && !family.endsWith("_max")) {
        assertThat(named).contains(family);
      }
    }
  }

  @Test
  void keepToTheConventionsOfPrometheus() throws Exception {
    assumeTrue(isInstalled(), "promtool (package prometheus) isn't installed");
    Process check =
        new ProcessBuilder(List.of("promtool", "check", "metrics"))
            .redirectErrorStream(true)
            .start();
    check.getOutputStream().write(scrape.getBytes(StandardCharsets.UTF_8));
    check.getOutputStream().close();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).isEmpty();
    assertThat(check.exitValue()).isZero();
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }
}
