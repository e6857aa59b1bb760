package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GvlConverterTest {
  private static final String LIST =
      """
      {"gvlSpecificationVersion":3,"vendors":{
       "1":{"id":1,"purposes":[1,3],"legIntPurposes":[7],"specialPurposes":[1],
            "dataRetention":{"stdRetention":30},"dataDeclaration":[1,6],
            "urls":[{"langId":"en","privacy":"https://one.example/privacy"}]},
       "2":{"id":2,"purposes":[],"legIntPurposes":[10],"dataDeclaration":[],
            "urls":[{"langId":"en","privacy":"http://two.example/?q=1"}]},
       "3":{"id":3,"deletedDate":"2023-01-01T00:00:00Z","purposes":[1]}}}
      """;

  @TempDir Path directory;
  private Cli cli;
  private Path list;

  @BeforeEach
  void make() throws Exception {
    cli = Cli.withNetwork(directory.resolve("net"));
    list = Files.writeString(directory.resolve("list.json"), LIST);
  }

  @Test
  void declaresEveryVendorThatIsNotDeleted() throws Exception {
    List<String> lines = convert("a.jsonl", "1");
    assertThat(lines.subList(0, 4))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"processId\":\"gvl-1\"")
                    .contains("\"legalBasis\":\"Consent\"")
                    .contains("\"retentionDays\":30")
                    .contains("\"PersonalisedAdvertising\"")
                    .contains("\"BrowsingBehaviour\",\"IPAddress\""))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"processId\":\"gvl-2\"")
                    .contains("\"legalBasis\":\"LegitimateInterest\""))
        .anySatisfy(line -> assertThat(line).contains("https://one.example/privacy"));
    assertThat(lines).noneMatch(line -> line.contains("gvl-3\"") || line.contains("two.example"));
    assertThat(lines).hasSize(4 + 5 + 40);
    assertThat(lines).anyMatch(line -> line.contains("\"withdraw\""));
  }

  @Test
  void theSameSeedGivesTheSameFile() throws Exception {
    assertThat(convert("a.jsonl", "1")).isEqualTo(convert("b.jsonl", "1"));
    assertThat(convert("a.jsonl", "1")).isNotEqualTo(convert("c.jsonl", "2"));
  }

  @Test
  void everyLineCanBeSubmitted() throws Exception {
    convert("a.jsonl", "1");
    try (FakeNode node = FakeNode.onAnyPort()) {
      Cli.Run run = cli.asking(node).run("submit", directory.resolve("a.jsonl").toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.exit()).isZero();
    }
  }

  @Test
  void thePublishedListIsAccepted() throws Exception {
    Path vectors = Path.of(System.getProperty("consentledger.vectors", ""));
    Path published = vectors.resolve("consent/gvl/gvl-v3-vendor-list.json");
    Assumptions.assumeTrue(
        Files.exists(published), "skipped: the published vectors are not on this machine");
    list = published;
    assertThat(convert("gvl.jsonl", "7")).hasSize(752 + 5 + 40);
    String file = directory.resolve("gvl.jsonl").toString();
    assertThat(cli.run("submit", "--dry-run", file, "--json").json().path("lines").asInt())
        .isEqualTo(797);
  }

  @Test
  void anotherDocumentIsRefused() throws Exception {
    Files.writeString(list, "{\"gvlSpecificationVersion\":2,\"vendors\":{}}");
    Cli.Run run =
        cli.run("convert", "gvl", list.toString(), "--party", "bank", "--out", "/nowhere/x");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[gvl-malformed]");
  }

  private List<String> convert(String name, String seed) throws Exception {
    Path out = directory.resolve(name);
    Cli.Run run =
        cli.run(
            "convert",
            "gvl",
            list.toString(),
            "--party",
            "bank",
            "--decisions",
            "40",
            "--customers",
            "5",
            "--seed",
            seed,
            "--out",
            out.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return Files.readAllLines(out);
  }
}
