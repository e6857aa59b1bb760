package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an erasure destroys in the home, remembers, and says. */
class EraseCommandTest {
  private static final String[] WHO = {"--wallet", "ann", "--controller", "bank"};
  private static final String PERSON = "ann@mail.example";

  @TempDir Path directory;
  private Path home;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    home = directory.resolve("net");
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(home).asking(node);
    cli.run("wallet", "new", "ann");
    act("open");
    Path details = Files.writeString(directory.resolve("d.json"), "{\"orderNumber\":\"4711\"}");
    act("record used --process marketing@1 --data-categories Name --details " + details);
    Path identities = home.resolve("identities/bank.json");
    Files.createDirectories(home.resolve("identities"));
    Files.writeString(identities, "{\"own\":{\"" + PERSON + "\":\"ann\",\"bob\":\"bobs-wallet\"}}");
    Files.setPosixFilePermissions(identities, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whoTheCustomerIsIsDestroyedAndCertified() throws Exception {
    Path sameBytes =
        Files.createLink(directory.resolve("link"), home.resolve("identities/bank.json"));
    Cli.Run run = act("erase --json");

    assertThat(Files.readAllBytes(sameBytes)).containsOnly(0);
    assertThat(identities()).doesNotContain(PERSON).contains("bobs-wallet");
    assertThat(certificate().path("destroyed").toString()).contains("MAPPINGS");
    assertThat(certificate().path("residue").asText()).isEqualTo("LEDGER_ENTRIES");
    assertThat(run.json().at("/erased/mappings").asInt()).isEqualTo(1);
    assertThat(run.json().at("/erased/details").asInt()).isEqualTo(1);
  }

  @Test
  void nothingIsDestroyedWhereTheCertificateCannotBeWritten() throws Exception {
    for (String mistake : List.of("--request abc", "--process marketing,marketing")) {
      Cli.Run run = cli.run(("erase --wallet ann --controller bank " + mistake).split(" "));
      assertThat(run.exit()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains("Nothing was destroyed");
    }
    assertThat(identities()).contains(PERSON);
    assertThat(act("erase --json").json().at("/erased/details").asInt()).isEqualTo(1);
  }

  @Test
  void aProcessThatTheCustomerNeverHadIsNotCertified() {
    Cli.Run run = cli.run(words("erase --process marketing,loyalti"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("[process-not-customers]")
        .contains("loyalti")
        .contains("On record are: marketing");
    assertThat(cli.run(words("erase --dry-run --process loyalti")).exit()).isEqualTo(1);
    assertThat(node.erasures()).isZero();
  }

  /** As after a restart, while no leader is known. */
  @Test
  void detailsAreReadFromANodeThatCannotAnswerForTheMoment() throws Exception {
    node.refuseDetails(2);
    assertThat(act("audit --details bank").out()).contains("4711");

    node.refuseDetails(Integer.MAX_VALUE);
    Cli.Run run =
        cli.run("audit --details bank --timeout 1 --wallet ann --controller bank".split(" "));
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("no-node-answered");
  }

  @Test
  void theCustomerIsFoundByTheReferenceToo() throws Exception {
    Cli.Run run = cli.run("erase", "--subject", subject(), "--controller", "bank");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(identities()).doesNotContain(PERSON).contains("bobs-wallet");
  }

  @Test
  void whoTheCustomerIsStaysWhereOtherProcessesGoOn() throws Exception {
    act("opt-out --right SALE --source GPC");
    act("erase --process marketing");

    assertThat(identities()).contains(PERSON);
    assertThat(certificate().path("destroyed").toString()).doesNotContain("MAPPINGS");
    assertThat(home.resolve("suppressions")).doesNotExist();
  }

  @Test
  void anOptOutOutlivesTheCustomersNameAndMeetsTheNextImport() throws Exception {
    act("opt-out --right SALE --source GPC");
    act("erase");
    assertThat(certificate().path("residue").asText()).isEqualTo("SUPPRESSION_TOKEN");
    assertThat(Files.readString(home.resolve("suppressions/bank.json"))).doesNotContain("ann");

    Cli.Run known =
        cli.run("suppression", "check", "--controller", "bank", "--person", PERSON, "--json");
    assertThat(known.exit()).isEqualTo(1);
    assertThat(known.json().at("/optOuts/SALE").asText()).isEqualTo("GPC");
    assertThat(cli.run("suppression", "check", "--controller", "bank", "--person", "bob").exit())
        .isZero();

    int before = node.committed().size();
    Path log =
        Files.writeString(
            directory.resolve("gpp.tsv"), PERSON + "\tusca:BAAQAABA.QA\n" + "cay\tDBABLA~\n");
    Cli.Run run = cli.run("import", "gpp", log.toString(), "--controller", "bank", "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> preferences = new ArrayList<>();
    for (JsonNode entry : node.committed().subList(before, node.committed().size())) {
      JsonNode payload = entry.path("payload");
      if (payload.has("right")) {
        preferences.add(payload.path("right").asText() + " " + payload.path("source").asText());
      }
    }
    assertThat(preferences).contains("SALE GPC").filteredOn(it -> it.endsWith("GPC")).hasSize(1);
  }

  @Test
  void anOptOutThatNothingWouldRememberStopsTheErasureUnlessItMayBeForgotten() throws Exception {
    Files.delete(home.resolve("identities/bank.json"));
    act("opt-out --right SALE --source FORM");
    Cli.Run refused = cli.run(words("erase"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("[suppression-person-missing]").contains("SALE");
    assertThat(node.erasures()).isZero();

    act("erase --person " + PERSON);
    assertThat(certificate().path("residue").asText()).isEqualTo("SUPPRESSION_TOKEN");
    assertThat(cli.run("suppression", "check", "--controller", "bank", "--person", PERSON).exit())
        .isEqualTo(1);

    // Once more, perhaps for details that were kept since: the token is there already.
    act("erase");
    assertThat(certificate().path("residue").asText()).isEqualTo("SUPPRESSION_TOKEN");
  }

  @Test
  void anOptOutMayBeForgotten() throws Exception {
    act("opt-out --right SALE --source FORM");
    act("erase --forget-opt-outs");
    assertThat(certificate().path("residue").asText()).isEqualTo("LEDGER_ENTRIES");
    assertThat(home.resolve("suppressions")).doesNotExist();
  }

  @Test
  void anErasureThatWasCutShortBeforeItsCertificateIsCertifiedByTheNext() throws Exception {
    act("opt-out --right SALE --source GPC");
    node.order(transaction -> Optional.of(new FakeNode.Ordered(409, "nonce-used")));
    assertThat(cli.run(words("erase")).exit()).isEqualTo(1);
    assertThat(identities()).doesNotContain(PERSON);
    assertThat(node.erasures()).isEqualTo(1);

    node.order(transaction -> Optional.empty());
    act("erase");
    assertThat(certificate().path("destroyed").toString()).contains("MAPPINGS");
    assertThat(certificate().path("residue").asText()).isEqualTo("SUPPRESSION_TOKEN");
    assertThat(Files.readString(home.resolve("erasures/bank.json"))).doesNotContain("MAPPINGS");
  }

  @Test
  void aDryRunSaysAllAndChangesNothing() throws Exception {
    act("opt-out --right SALE --source GPC");
    act(
        "record disclosed --process marketing@1 --data-categories Name --recipient insurer"
            + " --disclosure SALE");
    act(
        "record disclosed --process other@1 --data-categories Name --recipient elsewhere"
            + " --disclosure SALE");
    List<Path> before = files();
    int committed = node.committed().size();

    JsonNode plan = act("erase --dry-run --json").json();

    assertThat(plan.path("details").asInt()).isEqualTo(1);
    assertThat(plan.path("mappings").asInt()).isEqualTo(1);
    assertThat(Json.texts(plan.path("recipients"))).containsExactly("elsewhere", "insurer");
    assertThat(Json.texts(plan.path("outsideNetwork"))).containsExactly("elsewhere");
    assertThat(plan.at("/optOuts/SALE").asText()).isEqualTo("GPC");
    assertThat(plan.path("holds")).isEmpty();
    assertThat(files()).isEqualTo(before);
    assertThat(identities()).contains(PERSON);
    assertThat(node.committed()).hasSize(committed);
    assertThat(node.erasures()).isZero();
    assertThat(act("erase --dry-run --process marketing").out())
        .contains("acknowledge it: insurer.")
        .doesNotContain("elsewhere");
  }

  @Test
  void aHoldStandsInTheWayUntilItIsLifted() throws Exception {
    act("record used --process other@1 --data-categories Name");
    act("hold place --process marketing --code LEGAL_CLAIM");
    Cli.Run look = cli.run(words("erase --dry-run"));
    assertThat(look.exit()).isEqualTo(1);
    assertThat(look.out()).contains("LEGAL_CLAIM of bank on marketing");
    Cli.Run refused = cli.run(words("erase"));
    assertThat(refused.err()).contains("[erasure-held]").contains("LEGAL_CLAIM of bank");
    assertThat(node.erasures()).isZero();
    assertThat(identities()).contains(PERSON);
    act("erase --dry-run --process other");

    act("hold lift --process marketing --code LEGAL_CLAIM");
    act("erase");
    assertThat(node.erasures()).isEqualTo(1);
  }

  @Test
  void nothingIsDestroyedOfACustomerWhomTheLedgerDoesNotKnow() {
    Cli.Run run = cli.run("erase", "--subject", "ab".repeat(32), "--controller", "bank");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("[subject-unknown]");
    assertThat(node.erasures()).isZero();
  }

  private Cli.Run act(String command) {
    Cli.Run run = cli.run(words(command));
    assertThat(run.exit()).as(command + ": " + run.err()).isZero();
    return run;
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(WHO));
    return words.toArray(String[]::new);
  }

  private JsonNode certificate() {
    JsonNode last = node.committed().get(node.committed().size() - 1);
    assertThat(last.path("kind").asText()).isEqualTo("ErasureCertificate");
    return last.path("payload");
  }

  private String subject() throws Exception {
    for (JsonNode relationship :
        cli.run("wallet", "show", "ann", "--json").json().path("relationships")) {
      if (relationship.path("controller").asText().equals("bank")) {
        return relationship.path("subjectRef").asText();
      }
    }
    throw new AssertionError("no relationship with the bank");
  }

  private String identities() throws Exception {
    return Files.readString(home.resolve("identities/bank.json"), StandardCharsets.UTF_8);
  }

  private List<Path> files() throws Exception {
    try (var all = Files.walk(home)) {
      return all.sorted().toList();
    }
  }
}
