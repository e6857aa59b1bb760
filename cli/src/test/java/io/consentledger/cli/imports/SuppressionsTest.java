package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.consentledger.cli.base.CliException;
import io.consentledger.cli.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionsTest {
  private static final Map<String, String> OPT_OUTS = Map.of("SALE", "GPC", "SHARE", "FORM");

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void make() throws Exception {
    home = new Home(directory);
    Files.createDirectory(directory.resolve("parties"));
  }

  @Test
  void recogniseWhoComesBackHoweverTheNameIsWritten() throws CliException {
    open("bank").remember("own", "Zo\u00eb@mail.example", OPT_OUTS, Set.of());

    Suppressions again = open("bank");
    assertThat(again.of("own", " zoe\u0308@MAIL.example ")).isEqualTo(OPT_OUTS);
    assertThat(again.of("own", "zoe@mail.example")).isEmpty();
    assertThat(again.of("fhir", "Zo\u00eb@mail.example")).isEmpty();
    assertThat(open("insurer").of("own", "Zo\u00eb@mail.example")).isEmpty();
  }

  @Test
  void keepNoNameAndNobodyElseReadsThem() throws Exception {
    open("bank").remember("own", "ann", OPT_OUTS, Set.of());

    assertThat(Files.readString(home.suppressions("bank"))).doesNotContain("ann").contains("GPC");
    for (Path secret : List.of(home.suppressions("bank"), home.suppressionKey("bank"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    Files.setPosixFilePermissions(
        home.suppressions("bank"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> open("bank")).extracting("code").isEqualTo("suppressions-permissions");
  }

  @Test
  void keepWhatStoodBeforeUntilTheCustomerOptsInAgain() throws CliException {
    assertThat(open("bank").remember("own", "ann", OPT_OUTS, Set.of())).isTrue();
    assertThat(open("bank").remember("own", "ann", Map.of("SHARE", "GPP"), Set.of())).isTrue();
    assertThat(open("bank").of("own", "ann")).isEqualTo(Map.of("SALE", "GPC", "SHARE", "GPP"));

    assertThat(open("bank").remember("own", "ann", Map.of(), Set.of("SALE"))).isTrue();
    assertThat(open("bank").of("own", "ann")).isEqualTo(Map.of("SHARE", "GPP"));

    assertThat(open("bank").remember("own", "ann", Map.of(), Set.of("SHARE"))).isFalse();
    assertThat(open("bank").of("own", "ann")).isEmpty();
  }

  @Test
  void makeNoKeyWhereNothingIsRemembered() throws CliException {
    open("bank").remember("own", "ann", Map.of(), Set.of("SALE"));
    assertThat(open("bank").of("own", "ann")).isEmpty();
    assertThat(home.suppressionKey("bank")).doesNotExist();
  }

  @Test
  void sayThatTheKeyIsMissingInsteadOfRecognisingNobody() throws Exception {
    open("bank").remember("own", "ann", OPT_OUTS, Set.of());
    Files.delete(home.suppressionKey("bank"));
    assertThatThrownBy(() -> open("bank")).extracting("code").isEqualTo("suppression-key-missing");
  }

  private Suppressions open(String controller) throws CliException {
    return Suppressions.open(home, controller, new SecureRandom());
  }
}
