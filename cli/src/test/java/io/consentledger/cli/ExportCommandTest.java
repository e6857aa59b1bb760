package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private static final String WHO = " --wallet ann --controller bank";

  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void declare() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("home")).asking(node);
    Path notice = Files.writeString(directory.resolve("notice.txt"), "We ask before we write.");
    run("wallet new ann");
    run(
        "notice publish --party bank --id n --version 1 --languages en"
            + " --uri https://bank.example/n --content "
            + notice);
    for (String id : List.of("marketing", "health")) {
      run(
          "process declare --party bank --id "
              + id
              + " --version 1 --notice n@1 --purposes Marketing"
              + " --legal-basis ExplicitlyExpressedConsent --storage-locations DE"
              + " --data-categories EmailAddress,HealthRecord"
              + " --retention-days 30 --jurisdiction DE --recipients insurer");
    }
    run("open" + WHO);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anOptionThatTheFormatHasNoUseForIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("list.csv"), "");
    String list = " --list " + file;
    String match = " --match " + file;
    String reference = " --subject " + "ab".repeat(32);
    for (String wrong :
        List.of(
            "ccpa-requests --wallet ann",
            "ccpa-requests" + reference,
            "ccpa-requests --process marketing",
            "ccpa-requests --original",
            "ccpa-requests" + list,
            "ccpa-requests" + match,
            "drop-status --wallet ann" + list + match,
            "drop-status --process marketing" + list + match,
            "drop-status --original" + list + match,
            "drop-status" + list,
            "drop-status" + match,
            "kantara --wallet ann" + list,
            "fhir --wallet ann" + match,
            "gpp --wallet ann --process marketing")) {
      Cli.Run run = cli.run(("export " + wrong + " --controller bank").split(" "));
      assertThat(run.exit()).as(wrong).isEqualTo(2);
      assertThat(run.err()).as(wrong).contains("[usage]");
      assertThat(run.out()).as(wrong).isEmpty();
    }
  }

  @Test
  void dpvTellsEveryStatusInOrder() throws Exception {
    run("request --process marketing@1" + WHO);
    run("grant --process marketing@1 --data-categories EmailAddress" + WHO);
    run("request --process marketing@1" + WHO);
    run("grant --process marketing@1 --data-categories EmailAddress" + WHO);
    run("withdraw --process marketing" + WHO);
    run("grant --process marketing@1 --data-categories EmailAddress" + WHO);

    JsonNode record = export("dpv27560", "").path("dpv:hasRecordOfActivity").path(0);

    List<String> statuses = new ArrayList<>();
    record.path("dpv:hasConsentStatus").forEach(one -> statuses.add(one.path("@type").asText()));
    assertThat(statuses)
        .containsExactly(
            "dpv:ConsentRequested",
            "dpv:ConsentGiven",
            "dpv:ConsentRequested",
            "dpv:RenewedConsentGiven",
            "dpv:ConsentWithdrawn",
            "dpv:ConsentGiven");
    JsonNode process = record.path("dpv:hasProcess");
    assertThat(Json.texts(process.path("dpv:hasPurpose"))).containsExactly("dpv:Marketing");
    assertThat(Json.texts(process.path("dpv:hasPersonalData"))).containsExactly("pd:EmailAddress");
    assertThat(Json.texts(process.path("dpv:hasRecipient"))).containsExactly("insurer");
    assertThat(record.path("dpv:hasNotice").path("@id").asText())
        .isEqualTo("https://bank.example/n");
    JsonNode given = record.path("dpv:hasConsentStatus").path(1);
    assertThat(given.path("dct:identifier").asText())
        .isEqualTo(node.committed().get(5).path("txId").asText());
    assertThat(Instant.parse(given.path("dpv:hasDuration").path("rdf:value").asText()))
        .isEqualTo(
            Instant.ofEpochMilli(
                node.committed().get(5).path("payload").path("validUntilMs").asLong()));
  }

  @Test
  void dpvNamesTheCustomerByTheReferenceAlone() throws Exception {
    run("refuse --process marketing@1" + WHO);

    String receipt = Json.line(export("dpv27560", ""));

    assertThat(receipt).doesNotContain("\"ann\"").contains(subjectRef()).contains("ConsentRefused");
  }

  @Test
  void kantaraShowsTheConsentThatStands() throws Exception {
    run("grant --process health@1 --data-categories HealthRecord" + WHO);

    ObjectNode receipt = export("kantara", "");

    JsonNode purpose = receipt.path("services").path(0).path("purposes").path(0);
    assertThat(receipt.path("piiPrincipalId").asText()).isEqualTo(subjectRef());
    assertThat(receipt.path("sensitive").asBoolean()).isTrue();
    assertThat(Json.texts(receipt.path("spiCat"))).containsExactly("pd:HealthRecord");
    assertThat(Json.texts(purpose.path("purposeCategory"))).containsExactly("dpv:Marketing");
    assertThat(purpose.path("thirdPartyName").asText()).isEqualTo("insurer");
    assertThat(receipt.path("consentTimestamp").asLong())
        .isEqualTo(node.committed().get(4).path("timeMs").asLong() / 1_000);
  }

  @Test
  void kantaraFitsThePublishedSchema() throws Exception {
    Path schema =
        Path.of(
            System.getProperty("consentledger.vectors", ""), "consent", "kantara", "schema.jsonc");
    Assumptions.assumeTrue(
        Files.exists(schema), "skipped: the published vectors are not on this machine");
    run("grant --process health@1" + WHO);
    String json = Files.readString(schema).replaceAll("(?m)^\\s*//.*$", "");

    fits(
        export("kantara", ""),
        Json.parseObject(json.getBytes(StandardCharsets.UTF_8)),
        "the receipt");
  }

  @Test
  void kantaraRefusesWhatDoesNotStand() {
    assertThat(refusal("kantara", "")).contains("[consent-not-standing]");
    run("grant --process marketing@1 --data-categories EmailAddress" + WHO);
    Cli later = cli.withClock(() -> Instant.now().plusSeconds(366L * 86_400));
    assertThat(later.run(words("export kantara" + WHO)).err()).contains("[consent-not-standing]");
    run("withdraw --process marketing" + WHO);
    assertThat(refusal("kantara", "")).contains("[consent-not-standing]");
  }

  @Test
  void kantaraWantsToKnowWhichConsentIsMeant() throws Exception {
    run("grant --process marketing@1" + WHO);
    run("grant --process health@1" + WHO);

    assertThat(refusal("kantara", "")).contains("[process-ambiguous]").contains("health");
    assertThat(
            export("kantara", " --process health")
                .path("services")
                .path(0)
                .path("service")
                .asText())
        .isEqualTo("health@1");
  }

  @Test
  void namesWhatItCannotExport() {
    assertThat(refusal("morse", "")).contains("[format-unknown]").contains("dpv27560");
    assertThat(refusal("dpv27560", " --process nothing")).contains("[consent-unknown]");
    assertThat(
            cli.run(words("export dpv27560 --controller bank --subject " + "ab".repeat(32))).err())
        .contains("[subject-unknown]");
  }

  @Test
  void whatDpvSaysOfAConsentIsReadBackAsTheSame() throws Exception {
    run(
        "grant --process marketing@1 --data-categories EmailAddress --valid-until 2027-01-31"
            + WHO);
    assertThat(readBack("dpv27560", "").toString())
        .isEqualTo(
            "{\"do\":\"grant\",\"process\":\"marketing@1\",\"dataCategories\":[\"EmailAddress\"],"
                + "\"validUntil\":\"2027-01-31T00:00:00Z\"}");

    run("withdraw --process marketing" + WHO);

    assertThat(readBack("dpv27560", "").path("do").asText()).isEqualTo("refuse");
  }

  @Test
  void whatKantaraSaysOfAConsentIsReadBackAsTheSame() throws Exception {
    run(
        "grant --process marketing@1 --data-categories EmailAddress --valid-until 2027-01-31"
            + WHO);
    assertThat(readBack("kantara", " --valid-until 2027-01-31").toString())
        .isEqualTo(
            "{\"do\":\"grant\",\"process\":\"marketing@1\",\"dataCategories\":[\"EmailAddress\"],"
                + "\"validUntil\":\"2027-01-31T00:00:00Z\"}");
  }

  private JsonNode readBack(String format, String more) throws Exception {
    Path file = directory.resolve("exported.json");
    Files.writeString(file, Json.pretty(export(format, "")));
    String line = "import " + format + " " + file + " --controller bank --process marketing@1";
    Cli.Run run = cli.run(words(line + more + " --dry-run --json"));
    assertThat(run.err()).isEmpty();
    assertThat(run.json().path("problems")).isEmpty();
    return run.json().path("steps").path(0).path("instruction");
  }

  /** The parts of JSON schema that the published one uses, but for oneOf. */
  private static void fits(JsonNode value, JsonNode schema, String where) {
    String type = schema.path("type").asText();
    boolean good =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "boolean" -> value.isBoolean();
          case "integer" -> value.isIntegralNumber();
          default -> type.isEmpty();
        };
    assertThat(good).as("%s is %s", where, type).isTrue();
    for (String name : Json.texts(schema.path("required"))) {
      assertThat(value.has(name)).as("%s has %s", where, name).isTrue();
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            one -> {
              if (value.has(one.getKey())) {
                fits(value.path(one.getKey()), one.getValue(), where + "/" + one.getKey());
              }
            });
    value.forEach(
        one -> {
          if (value.isArray()) {
            fits(one, schema.path("items"), where + "/item");
          }
        });
  }

  private ObjectNode export(String format, String more) throws Exception {
    Cli.Run run = cli.run(words("export " + format + WHO + more));
    assertThat(run.err()).isEmpty();
    return run.json();
  }

  private String refusal(String format, String more) {
    Cli.Run run = cli.run(words("export " + format + WHO + more));
    assertThat(run.exit()).isPositive();
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  private String subjectRef() {
    return node.committed().get(3).path("payload").path("subjectRef").asText();
  }

  private void run(String line) {
    Cli.Run run = cli.run(words(line));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }
}
