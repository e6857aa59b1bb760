package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.home.HomeLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What erasures one after another remember of somebody's opt-outs. */
class RememberedOptOutsTest {
  private static final String ANN = "ann@mail.example";
  private static final String NAMED = " --person " + ANN;

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
    act("opt-out --right SALE --source GPC");
    act("erase" + NAMED);
    assertThat(remembered(ANN)).isEqualTo(Map.of("SALE", "GPC"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aSecondErasureLosesNoneOfThem() throws Exception {
    act("opt-out --right SHARE --source FORM");
    act("erase" + NAMED);
    assertThat(remembered(ANN)).isEqualTo(Map.of("SALE", "GPC", "SHARE", "FORM"));
    assertThat(residue()).isEqualTo("SUPPRESSION_TOKEN");
  }

  @Test
  void whoComesBackUnderAnotherPseudonymIsStillOptedOut() throws Exception {
    cli.run("wallet", "new", "again");
    act("again", "open");
    act("again", "opt-out --right SHARE --source FORM");
    act("again", "erase" + NAMED);
    assertThat(remembered(ANN)).isEqualTo(Map.of("SALE", "GPC", "SHARE", "FORM"));

    act("again", "opt-in --right SHARE --source FORM");
    act("again", "opt-in --right SALE --source FORM");
    act("again", "erase" + NAMED);
    assertThat(remembered(ANN)).isEmpty();
    assertThat(residue()).isEqualTo("LEDGER_ENTRIES");
  }

  @Test
  void whatNothingRemembersStopsTheSecondErasureToo() throws Exception {
    act("opt-out --right SHARE --source FORM");
    Cli.Run refused = run("ann", "erase");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("[suppression-person-missing]").contains("SHARE");
    assertThat(refused.err()).doesNotContain("SALE");
  }

  @Test
  void anOptInEndsIt() throws Exception {
    act("opt-in --right SALE --source FORM");
    act("erase --person somebody-else");
    assertThat(remembered(ANN)).isEqualTo(Map.of("SALE", "GPC"));
    assertThat(residue()).isEqualTo("SUPPRESSION_TOKEN");

    act("erase" + NAMED);
    assertThat(remembered(ANN)).isEmpty();
    assertThat(residue()).isEqualTo("LEDGER_ENTRIES");
  }

  @Test
  void forgettingNeedsTheName() throws Exception {
    Cli.Run unnamed = act("erase --forget-opt-outs");
    assertThat(unnamed.out()).contains("--person");
    assertThat(remembered(ANN)).isEqualTo(Map.of("SALE", "GPC"));
    assertThat(residue()).isEqualTo("SUPPRESSION_TOKEN");

    act("erase --forget-opt-outs" + NAMED);
    assertThat(remembered(ANN)).isEmpty();
    assertThat(residue()).isEqualTo("LEDGER_ENTRIES");

    Cli.Run refused = run("ann", "erase");
    assertThat(refused.err()).contains("[suppression-person-missing]").contains("SALE");
  }

  @Test
  void anErasureCutShortDoesNotExcuseWhatCameAfter() {
    node.order(transaction -> Optional.of(new FakeNode.Ordered(409, "nonce-used")));
    assertThat(run("ann", "erase").exit()).isEqualTo(1);
    node.order(transaction -> Optional.empty());
    act("opt-out --right SHARE --source FORM");
    assertThat(run("ann", "erase").err())
        .contains("[suppression-person-missing]")
        .contains("SHARE");
  }

  @Test
  void forgettingAfterAnErasureCutShortIsCertified() throws Exception {
    act("opt-out --right SHARE --source FORM");
    node.order(transaction -> Optional.of(new FakeNode.Ordered(409, "nonce-used")));
    assertThat(run("ann", "erase" + NAMED).exit()).isEqualTo(1);
    node.order(transaction -> Optional.empty());
    act("erase --forget-opt-outs" + NAMED);
    assertThat(residue()).isEqualTo("LEDGER_ENTRIES");
  }

  @Test
  void anImportBringsThemToWhoCameBackByHand() throws Exception {
    cli.run("wallet", "new", "again");
    act("again", "open");
    Files.createDirectories(home.resolve("identities"));
    Path identities =
        Files.writeString(
            home.resolve("identities/bank.json"), "{\"own\":{\"" + ANN + "\":\"again\"}}");
    Files.setPosixFilePermissions(identities, PosixFilePermissions.fromString("rw-------"));

    assertThat(importedPreferences()).containsExactly("SALE GPC", "SENSITIVE GPP");
    assertThat(importedPreferences()).isEmpty();
  }

  @Test
  void ofTwoCommandsAtOnceTheSecondChangesNothing() throws Exception {
    int before = node.committed().size();
    Path log = Files.writeString(directory.resolve("gpp.tsv"), ANN + "\tusca:BAAQAABA.QA\n");
    String importing = "import gpp " + log + " --controller bank";
    HomeLock.holding(
        new Home(home),
        "bank",
        () -> {
          assertThat(run("ann", "erase").err()).contains("[home-busy]");
          assertThat(cli.run(importing.split(" ")).err()).contains("[home-busy]");
          assertThat(run("ann", "erase --dry-run").exit()).isZero();
          return assertThat(cli.run((importing + " --dry-run").split(" ")).exit()).isZero();
        });
    assertThat(node.committed()).hasSize(before);
    assertThat(home.resolve("identities")).doesNotExist();
    assertThat(cli.run(importing.split(" ")).exit()).isZero();
    act("erase");
  }

  /** An erasure between planning and sending would be overtaken. */
  @Test
  void anImportLetsNothingInBetweenUntilAllIsSent() throws Exception {
    List<String> meanwhile = Collections.synchronizedList(new ArrayList<>());
    node.order(
        transaction -> {
          meanwhile.add(lockOfAnother());
          return Optional.empty();
        });
    Path log = Files.writeString(directory.resolve("gpc.tsv"), "dora\tSec-GPC: 1\n");
    assertThat(cli.run("import", "gpc", log.toString(), "--controller", "bank").exit()).isZero();
    assertThat(meanwhile).hasSize(3).containsOnly("home-busy");
    assertThat(lockOfAnother()).isEqualTo("free");
  }

  private String lockOfAnother() {
    try {
      return HomeLock.holding(new Home(home), "bank", () -> "free");
    } catch (CliException e) {
      return e.code();
    }
  }

  @Test
  void anOrganisationThatTheNetworkDoesNotHaveIsNamed() {
    for (String name : List.of("nobody", "../bank")) {
      Cli.Run run = cli.run("suppression", "check", "--controller", name, "--person", ANN);
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("[party-unknown]");
    }
  }

  /** What an import of a signal that opts out of something else records. */
  private List<String> importedPreferences() throws Exception {
    int before = node.committed().size();
    Path log = Files.writeString(directory.resolve("gpp.tsv"), ANN + "\tusca:BAAQAABA.QA\n");
    Cli.Run run = cli.run("import", "gpp", log.toString(), "--controller", "bank");
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> preferences = new ArrayList<>();
    for (JsonNode entry : node.committed().subList(before, node.committed().size())) {
      JsonNode payload = entry.path("payload");
      preferences.add(payload.path("right").asText() + " " + payload.path("source").asText());
    }
    return preferences;
  }

  private Map<String, String> remembered(String person) throws Exception {
    Cli.Run run =
        cli.run("suppression", "check", "--controller", "bank", "--person", person, "--json");
    Map<String, String> rights = new HashMap<>();
    run.json()
        .path("optOuts")
        .properties()
        .forEach(e -> rights.put(e.getKey(), e.getValue().asText()));
    assertThat(run.exit()).isEqualTo(rights.isEmpty() ? 0 : 1);
    return rights;
  }

  private String residue() {
    JsonNode last = node.committed().get(node.committed().size() - 1);
    return last.path("payload").path("residue").asText();
  }

  private Cli.Run act(String command) {
    return act("ann", command);
  }

  private Cli.Run act(String wallet, String command) {
    Cli.Run run = run(wallet, command);
    assertThat(run.exit()).as(command + ": " + run.err()).isZero();
    return run;
  }

  private Cli.Run run(String wallet, String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--wallet", wallet, "--controller", "bank"));
    return cli.run(words.toArray(String[]::new));
  }
}
