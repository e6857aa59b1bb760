package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.Home;
import io.consentledger.cli.report.History;
import io.consentledger.crypto.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFileTest {
  private static final Bytes DOCUMENT = Bytes.utf8("the document");
  private static final History NEW = new History("bank", "ab", "cd", 1, List.of());
  private static final Optional<History> GIVEN = given();
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");
  private static final ObjectNode CARE = care();

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void names() {
    home = new Home(directory);
  }

  @Test
  void opensARelationshipOnlyForThoseWhoHaveNone() throws CliException {
    ImportFile file = file();
    String known = planned(file, plan(), nobody()).get(0).wallet();
    Standing one = new Standing(wallet -> wallet.equals(known) ? Optional.of(NEW) : empty());

    List<String> lines = file.lines(planned(file, plan(), one), one, Optional.empty());

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"do\":\"open\"").contains("IMPORTED_UNSIGNED");
    assertThat(lines.get(0)).doesNotContain(known);
    assertThat(lines.subList(1, 3)).allMatch(line -> line.contains("opt-out"));
  }

  @Test
  void keepsPersonsOutOfWhatIsSubmitted() throws CliException {
    ImportFile file = file();
    assertThat(
            String.join(
                "\n", file.lines(planned(file, plan(), nobody()), nobody(), Optional.empty())))
        .doesNotContain("ann@example.org")
        .doesNotContain("bob@example.org");
  }

  @Test
  void givesTheSameLinesWhenItIsRunAgain() throws Exception {
    ImportFile first = file();
    List<PlannedStep> steps = planned(first, plan(), nobody());
    Path written = first.write(home, DOCUMENT, steps, nobody(), Optional.empty(), none -> false);

    ImportFile again = file();

    assertThat(planned(again, plan(), nobody())).isEqualTo(steps);
    assertThat(again.write(home, DOCUMENT, steps, nobody(), Optional.empty(), none -> false))
        .isEqualTo(written);
    Path tomorrow =
        again.write(
            home, Bytes.utf8("tomorrow's"), steps, nobody(), Optional.empty(), none -> false);
    assertThat(tomorrow).isNotEqualTo(written);
  }

  @Test
  void findsTheFileThatIsOnItsWayOnceTheRelationshipsAreOpen() throws Exception {
    ImportFile file = file();
    Path written =
        file.write(
            home,
            DOCUMENT,
            planned(file, plan(), nobody()),
            nobody(),
            Optional.empty(),
            none -> false);
    List<String> lines = Files.readAllLines(written);
    Standing open = new Standing(wallet -> Optional.of(NEW));

    assertThat(
            file.write(
                home, DOCUMENT, planned(file, plan(), open), open, Optional.empty(), none -> false))
        .isEqualTo(written);
    assertThat(Files.readAllLines(written)).isEqualTo(lines);
  }

  @Test
  void theOrganisationSignsWhatItPassesOnAndNoDecision() throws CliException {
    ImportPlan.Builder plan = new ImportPlan.Builder();
    for (String verb : List.of("grant", "refuse", "withdraw", "opt-out", "request-data")) {
      plan.step(1, verb, will(verb), "it says so");
    }
    ImportFile file = file();
    List<String> lines =
        file.lines(planned(file, plan.build(), nobody()), nobody(), Optional.empty());
    assertThat(lines)
        .anyMatch(line -> line.contains("grant"))
        .anyMatch(it -> it.contains("refuse"));
    assertThat(lines.stream().filter(line -> line.contains("\"by\":\"bank\"")))
        .hasSize(2)
        .noneMatch(line -> line.contains("grant") || line.contains("refuse"));
  }

  @Test
  void aWithdrawalIsNeededWhereAConsentStands() throws CliException {
    assertThat(notSent(new Standing(wallet -> empty()), "withdraw"))
        .containsExactly("nothing to withdraw");
    assertThat(notSent(new Standing(wallet -> Optional.of(NEW)), "withdraw"))
        .containsExactly("nothing to withdraw");
    assertThat(notSent(new Standing(wallet -> GIVEN), "withdraw")).containsExactly("");
    String superseded = "superseded by the newer word of line 1";
    assertThat(notSent(new Standing(wallet -> GIVEN), "withdraw", "withdraw"))
        .containsExactlyInAnyOrder("", superseded);
    assertThat(notSent(new Standing(wallet -> empty()), "grant", "withdraw"))
        .containsExactlyInAnyOrder("nothing to withdraw", superseded);
    assertThat(notSent(new Standing(wallet -> GIVEN), "refuse", "withdraw"))
        .containsExactlyInAnyOrder("", superseded);
  }

  @Test
  void whatPermitsIsHeldBackWhereThereAreProblems() throws CliException {
    ImportFile file = file();
    ImportPlan.Builder plan = new ImportPlan.Builder();
    for (String verb : List.of("grant", "refuse", "opt-out", "grant")) {
      plan.step(1, verb.equals("grant") ? "bob" : "ann", will(verb), "it says so");
    }
    List<PlannedStep> steps = planned(file, plan.build(), true, new Standing(wallet -> empty()));
    assertThat(steps.stream().filter(PlannedStep::isSent).map(it -> it.step().verb()))
        .containsExactlyInAnyOrder("refuse", "opt-out");
  }

  @Test
  void keepsWhoIsWhoToTheOwner() throws Exception {
    ImportFile file = file();
    Path written =
        file.write(
            home,
            DOCUMENT,
            planned(file, plan(), nobody()),
            nobody(),
            Optional.empty(),
            none -> false);

    Path identities = home.identities("bank");
    assertThat(Files.readString(identities)).contains("ann@example.org");
    for (Path secret : List.of(identities, written)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    Files.setPosixFilePermissions(identities, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::file)
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.code()).isEqualTo("identities-permissions"));
  }

  @Test
  void namesAFormatThatItDoesNotKnow() {
    assertThatThrownBy(() -> Importers.of("morse"))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.code()).isEqualTo("format-unknown"));
  }

  private List<String> notSent(Standing standing, String... verbs) throws CliException {
    ImportPlan.Builder plan = new ImportPlan.Builder();
    for (String verb : verbs) {
      plan.step(1, "ann", will(verb), "it says so");
    }
    return planned(file(), plan.build(), standing).stream()
        .map(step -> step.notSent().orElse(""))
        .toList();
  }

  private static List<PlannedStep> planned(ImportFile file, ImportPlan plan, Standing standing)
      throws CliException {
    return planned(file, plan, false, standing);
  }

  private static List<PlannedStep> planned(
      ImportFile file, ImportPlan plan, boolean partly, Standing standing) throws CliException {
    Home nowhere = new Home(Path.of("nowhere"));
    Declarations care = new Declarations(() -> List.of(CARE));
    Wills wills = new Wills(standing, NewestWords.open(nowhere, "bank"), care, NOW);
    return file.planned(plan, partly, standing, wills);
  }

  private static Standing nobody() {
    return new Standing(wallet -> empty());
  }

  private static Optional<History> empty() {
    return Optional.empty();
  }

  private static ObjectNode care() {
    ObjectNode care = Json.object().put("processId", "care").put("version", 1);
    care.putArray("dataCategories").add("Name");
    return care;
  }

  private static ObjectNode will(String verb) {
    return Json.object().put("do", verb).put("process", "care@1").put("validUntil", "2027-01-31");
  }

  private static Optional<History> given() {
    ObjectNode entry = Json.object().put("kind", "DecideConsent").put("timeMs", 1);
    entry
        .putObject("payload")
        .put("decision", "GIVEN")
        .put("validUntilMs", 2)
        .putObject("process")
        .put("id", "care")
        .put("version", 1);
    return Optional.of(new History("bank", "ab", "cd", 1, List.of(entry)));
  }

  private ImportFile file() throws CliException {
    SecureRandom random = new SecureRandom();
    return new ImportFile(
        "gpc",
        "bank",
        Identities.open(home, "bank", random),
        Suppressions.open(home, "bank", random));
  }

  private static ImportPlan plan() {
    ImportPlan.Builder plan = new ImportPlan.Builder();
    for (String person : List.of("ann@example.org", "bob@example.org", "ann@example.org")) {
      plan.step(1, person, Json.object().put("do", "opt-out").put("right", "SALE"), "Sec-GPC is 1");
    }
    return plan.build();
  }
}
