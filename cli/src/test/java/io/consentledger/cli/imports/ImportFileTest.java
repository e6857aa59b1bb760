package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFileTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void names() {
    home = new Home(directory);
  }

  @Test
  void opensARelationshipOnlyForThoseWhoHaveNone() throws CliException {
    ImportFile file = file();
    String known = file.walletOf(plan().steps().get(0));

    List<String> lines = file.lines(plan(), known::equals);

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("\"do\":\"open\"").contains("IMPORTED_UNSIGNED");
    assertThat(lines.get(0)).doesNotContain(known);
    assertThat(lines.subList(1, 4)).allMatch(line -> line.contains("opt-out"));
  }

  @Test
  void keepsPersonsOutOfWhatIsSubmitted() throws CliException {
    assertThat(String.join("\n", file().lines(plan(), wallet -> false)))
        .doesNotContain("ann@example.org")
        .doesNotContain("bob@example.org");
  }

  @Test
  void givesTheSameLinesWhenItIsRunAgain() throws CliException {
    ImportFile first = file();
    List<String> lines = first.lines(plan(), wallet -> false);
    Path written = first.write(home, lines);

    ImportFile again = file();

    assertThat(again.lines(plan(), wallet -> false)).isEqualTo(lines);
    assertThat(again.write(home, lines)).isEqualTo(written);
  }

  @Test
  void findsTheFileThatIsOnItsWayOnceTheRelationshipsAreOpen() throws Exception {
    ImportFile file = file();
    List<String> lines = file.lines(plan(), wallet -> false);
    Path written = file.write(home, lines);

    assertThat(file.write(home, file.lines(plan(), wallet -> true))).isEqualTo(written);
    assertThat(Files.readAllLines(written)).isEqualTo(lines);
  }

  @Test
  void keepsWhoIsWhoToTheOwner() throws Exception {
    ImportFile file = file();
    Path written = file.write(home, file.lines(plan(), wallet -> false));

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
