package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every file of the published consent vectors, against every format: in its own it ends as its name
 * or its table says, in any other it asks for nothing. A file that no row here speaks of fails.
 */
class ConsentVectorsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String OUT = "opt-out SALE, opt-out SHARE";
  private static final String MARKED = "(.*)\t(.*)";

  /** What a file comes to. */
  private interface Outcome {
    void holds(Path file) throws IOException;
  }

  private static final Map<String, Outcome> OUTCOMES = outcomes();

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put("dpv27560/ex\\d{3}\\.valid\\.json", ConsentVectorsTest::readable);
    outcomes.put(
        "dpv27560/ex\\d{3}\\.malformed\\.json",
        file ->
            assertThat(codes("dpv27560", file))
                .as(name(file))
                .containsExactly("document-malformed"));
    outcomes.put(
        "dpv27560/ex\\d{3}\\.dupkeys\\.json",
        file ->
            assertThat(codes("dpv27560", file)).as(name(file)).containsExactly("key-duplicated"));
    outcomes.put(
        "kantara/example\\.json",
        file -> {
          assertThat(steps("kantara", file)).containsExactly("grant", "grant", "grant");
          assertThat(codes("kantara", file)).isEmpty();
        });
    // A schema with comments, the vendor list (for `convert`), a format that isn't read: nothing.
    outcomes.put("kantara/schema\\.jsonc", file -> assertThat(codes("kantara", file)).isNotEmpty());
    outcomes.put("gvl/gvl-v3-vendor-list\\.json", file -> {});
    outcomes.put("depa/consent\\.json", file -> {});
    outcomes.put("gpc-headers\\.tsv", ConsentVectorsTest::headers);
    outcomes.put("gpp-strings\\.tsv", ConsentVectorsTest::strings);
    return outcomes;
  }

  @Test
  void everyFileEndsAsItsNameOrItsTableSays() throws IOException {
    for (Path file : files()) {
      List<Outcome> said =
          OUTCOMES.entrySet().stream()
              .filter(row -> name(file).matches(row.getKey()))
              .map(Map.Entry::getValue)
              .toList();
      assertThat(said).as("what becomes of %s", name(file)).hasSize(1);
      said.get(0).holds(file);
    }
    for (String row : OUTCOMES.keySet()) {
      assertThat(files()).as(row).anyMatch(file -> name(file).matches(row));
    }
  }

  @Test
  void aFileOfAnotherFormatPermitsNothing() throws IOException {
    for (Path file : files()) {
      String own = name(file).split("[/-]", 2)[0];
      for (Importer importer : Importers.all()) {
        if (!importer.format().equals(own)) {
          assertThat(steps(importer.format(), file))
              .as("%s read as %s", name(file), importer.format())
              .doesNotContain("grant");
        }
      }
    }
  }

  /** Each shows one field; one alone names a customer and a consent, which a child can't give. */
  @Test
  void noSnippetOfTheGuideGrants() throws IOException {
    for (Path file : files()) {
      if (name(file).startsWith("dpv27560")) {
        boolean child = name(file).contains("ex077");
        assertThat(steps("dpv27560", file))
            .as(name(file))
            .isEqualTo(child ? List.of("withdraw") : List.of());
      }
    }
  }

  private static void readable(Path file) throws IOException {
    assertThat(codes("dpv27560", file))
        .as(name(file))
        .doesNotContain("document-malformed", "key-duplicated");
    assertThat(codes("dpv27560", file).size() + steps("dpv27560", file).size())
        .as("%s asks for something, or is told why not", name(file))
        .isPositive();
  }

  private static void headers(Path file) throws IOException {
    for (String row : rows(file)) {
      String wanted = row.replaceAll(MARKED, "$2").equals("opt out") ? OUT : "";
      assertThat(signals("gpc", row.replaceAll(MARKED, "$1"))).as(row).isEqualTo(wanted);
    }
  }

  private static void strings(Path file) throws IOException {
    for (String row : rows(file)) {
      String text = row.replaceAll(MARKED, "$1");
      String expected = row.replaceAll(MARKED, "$2");
      String found = signals("gpp", text.contains("~") ? text : "usca:" + text);
      if (expected.startsWith("not opted out") || expected.contains("not applicable")) {
        assertThat(found).as(row).isEmpty();
      } else {
        assertThat(found).as(row).startsWith(OUT);
      }
    }
  }

  private static List<String> rows(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    assertThat(lines).hasSize(7);
    return lines.subList(1, lines.size());
  }

  private static String signals(String format, String signal) {
    ImportOptions options = new ImportOptions(null, "ann", null, Meanings.NONE, NOW);
    ImportPlan plan = importer(format).read(signal.getBytes(StandardCharsets.UTF_8), options);
    assertThat(plan.problems()).as(signal).isEmpty();
    return plan.steps().stream()
        .map(step -> step.verb() + " " + step.instruction().path("right").asText())
        .collect(Collectors.joining(", "));
  }

  private static List<String> steps(String format, Path file) throws IOException {
    return plan(format, file).steps().stream().map(ImportStep::verb).toList();
  }

  private static List<String> codes(String format, Path file) throws IOException {
    return plan(format, file).problems().stream().map(ImportProblem::code).toList();
  }

  /** With all that the one who imports can say. */
  private static ImportPlan plan(String format, Path file) throws IOException {
    Map<String, String> terms = new LinkedHashMap<>();
    Map<String, String> processes = new LinkedHashMap<>();
    for (String kantara :
        List.of("1 - Biographical", "2 - Contact", "4 - Communications/Social", "7 - Financial")) {
      terms.put(kantara, "Contact");
    }
    for (String purpose :
        List.of("2 - Contracted Service", "5 - Personalize Experience", "6 - Marketing")) {
      processes.put(purpose, "ads@1");
    }
    ImportOptions options =
        new ImportOptions(
            "ads@1",
            null,
            Map.of(),
            new Meanings(processes, terms, "2027-01-31", Set.of("Ankh-Morpork Times")),
            NOW);
    return importer(format).read(Files.readAllBytes(file), options);
  }

  private static Importer importer(String format) {
    return Importers.all().stream()
        .filter(it -> it.format().equals(format))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> files() throws IOException {
    Path root = root();
    Assumptions.assumeTrue(
        Files.exists(root), "skipped: the published vectors are not on this machine");
    try (Stream<Path> all = Files.walk(root)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("consentledger.vectors", ""), "consent");
  }

  private static String name(Path file) {
    return root().relativize(file).toString();
  }
}
