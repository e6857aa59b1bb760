package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletTest {
  /** A seed that must never be seen in any output. */
  private static final String CANARY =
      "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";

  @TempDir Path directory;

  @Test
  void makesAWalletThatOnlyItsOwnerCanRead() throws Exception {
    Cli cli = Cli.withNetwork(directory.resolve("net"));
    assertThat(cli.run("wallet", "new", "ann").exit()).isZero();
    Path file = directory.resolve("net/wallets/ann.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(cli.run("wallet", "list").out()).isEqualTo("ann" + System.lineSeparator());
    assertThat(cli.run("wallet", "list", "--json").json().path("wallets").path(0).asText())
        .isEqualTo("ann");
    Cli.Run again = cli.run("wallet", "new", "ann");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("[wallet-exists]");
  }

  @Test
  void showsAnotherReferenceForEachOrganisationAndAlwaysTheSame() throws Exception {
    Cli cli = Cli.withNetwork(directory.resolve("net"));
    cli.run("wallet", "new", "ann");
    Cli.Run first = cli.run("wallet", "show", "ann", "--json");
    assertThat(first.json().path("relationships")).hasSize(3);
    assertThat(first.json().path("relationships").findValuesAsText("subjectRef"))
        .doesNotHaveDuplicates()
        .allMatch(reference -> reference.matches("[0-9a-f]{64}"));
    assertThat(cli.run("wallet", "show", "ann", "--json").out()).isEqualTo(first.out());
  }

  @Test
  void neverPrintsTheSeed() throws Exception {
    Path home = directory.resolve("net");
    Cli cli = Cli.withNetwork(home);
    plant(home, "ann", "{\"version\":1,\"name\":\"ann\",\"seed\":\"" + CANARY + "\"}");
    plant(home, "bad", "{\"version\":1,\"name\":\"bad\",\"seed\":\"" + CANARY + "ff\"}");
    plant(home, "torn", "{\"version\":1,\"seed\":" + CANARY);
    try (FakeNode node = FakeNode.onAnyPort()) {
      for (String wallet : new String[] {"ann", "bad", "torn"}) {
        for (String[] args :
            new String[][] {
              {"wallet", "show", wallet},
              {"wallet", "show", wallet, "--json"},
              {"open", "--wallet", wallet, "--controller", "bank"},
              {"audit", "--wallet", wallet}
            }) {
          Cli.Run run = cli.asking(node).run(args);
          assertThat(run.out() + run.err()).doesNotContain("c0ffee");
        }
      }
    }
  }

  @Test
  void refusesAWalletThatOthersCanReadOrThatIsDamaged() throws Exception {
    Path home = directory.resolve("net");
    Cli cli = Cli.withNetwork(home);
    cli.run("wallet", "new", "ann");
    Files.setPosixFilePermissions(
        home.resolve("wallets/ann.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(cli.run("wallet", "show", "ann").err()).contains("[wallet-permissions]");
    plant(home, "odd", "[]");
    Cli.Run odd = cli.run("wallet", "show", "odd");
    assertThat(odd.err()).contains("[wallet-malformed]");
    assertThat(odd.exit()).isEqualTo(2);
    assertThat(cli.run("wallet", "show", "nobody").err()).contains("[wallet-unknown]");
    assertThat(cli.run("wallet", "new", "../x").err()).contains("[wallet-name-invalid]");
  }

  private static void plant(Path home, String name, String content) throws Exception {
    Path file = home.resolve("wallets/" + name + ".json");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
