package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes on the command line: exit 2, nothing on standard output, no stack trace. */
class BadUsageTest {
  @TempDir static Path directory;
  private static Cli cli;

  @BeforeAll
  static void make() {
    cli = Cli.withNetwork(directory.resolve("net"));
    cli.run("wallet", "new", "ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "network",
        "network init",
        "wallet",
        "wallet new",
        "wallet frob",
        "frob",
        "--frob",
        "open",
        "open --wallet ann",
        "open --wallet ann --controller nobody",
        "open --wallet ann --controller bank --assurance SURE",
        "open --wallet ann --controller bank extra",
        "grant --wallet ann --controller bank",
        "grant --wallet ann --controller bank --process marketing",
        "grant --wallet ann --controller bank --process m@1 --notice n",
        "grant --wallet ann --controller bank --process m@1 --valid-until tomorrow",
        "grant --subject aa --controller bank --process m@1",
        "withdraw --controller bank --process m",
        "withdraw --wallet ann --subject aa --controller bank --process m",
        "withdraw --subject aa --controller bank --process m",
        "opt-out --wallet ann --controller bank",
        "opt-out --wallet ann --controller bank --right FRIES",
        "opt-out --wallet ann --controller bank --right SALE --source RUMOUR",
        "opt-out --wallet ann --controller bank --right SALE --by nobody",
        "record",
        "record used --wallet ann --controller bank --process m@1",
        "record used --wallet ann --controller bank --process m@1 --data-categories name",
        "record used --wallet ann --controller bank --process m@1 --data-categories Name"
            + " --relies-on xyz",
        "record disclosed --wallet ann --controller bank --process m@1 --data-categories Name"
            + " --recipient insurer --disclosure GIFT",
        "notice publish --party bank --id n --version x --languages en --uri https://a.example/"
            + " --content-hash 00",
        "notice publish --party bank --id n --version 1 --languages en --uri https://a.example/",
        "notice publish --party bank --id n --version 1 --languages en --uri https://a.example/"
            + " --content-hash 00",
        "notice publish --party bank --id n --version 1 --languages en --uri https://a.example/"
            + " --content /nowhere/notice.txt",
        "challenge",
        "challenge --as nobody",
        "challenge --as bank --nonce 12",
        "challenge --as bank --wallet ann --controller bank",
        "challenge --as bank --controller bank",
        "challenge --wallet ann",
        "delegate --wallet ann --controller bank --scope DECIDE --until 2027-01-31",
        "delegate --wallet ann --controller bank --agent nobody --scope DECIDE --until 2027-01-31",
        "delegate --wallet ann --controller bank --agent retailer --delegate ann --scope DECIDE"
            + " --until 2027-01-31",
        "delegate --wallet ann --controller bank --agent retailer --scope ALL --until 2027-01-31",
        "delegate --wallet ann --controller bank --delegate ann --scope ALL --until 2027-01-31",
        "revoke-delegation --wallet ann --controller bank --delegation 12",
        "opt-out --wallet ann --controller bank --right SALE --as-agent bank --as-delegate ann",
        "acknowledge 0f0c",
        "acknowledge 0f0c --as retailer",
        "revoke-consent --wallet ann --controller bank --process m",
        "revoke-consent --wallet ann --controller bank --process m --code BORED",
        "hold place --wallet ann --controller bank",
        "hold place --wallet ann --controller bank --code DULL",
        "invalidate --wallet ann --controller bank --process m --code NOT_INFORMED",
        "invalidate --wallet ann --controller bank --process m --code DULL --as retailer",
        "request-data --wallet ann --controller bank --regime GDPR",
        "request-data --wallet ann --controller bank --regime HIPAA --right ACCESS",
        "request-status --wallet ann --controller bank --status DENIED --request "
            + "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
        "request-status --wallet ann --controller bank --status COMPLETED --request 5a",
        "record received --wallet ann --controller bank --process m@1 --data-categories Name"
            + " --source Rumour",
        "holidays publish --party bank --calendar DE-BY --year 2026 --version 1 --days 2026-07-03",
        "holidays publish --party bank --calendar US-CA --year 2026 --version 1 --days 2027-07-03",
        "revoke-key --wallet ann --controller bank",
        "rotate-key --wallet ann",
        "revoke-key --wallet ann --controller bank --reason LOST",
        "check --wallet ann --controller bank",
        "check --wallet ann --controller bank --process m --at noon",
        "audit",
        "audit --wallet ann 0000",
        "audit 0000",
        "tx",
        "tx 12",
        "block",
        "block -1",
        "block one",
        "submit",
        "submit /nowhere/file.jsonl",
        "submit --lanes 0 /dev/null",
        "bench --operation frob",
        "bench --clients 257",
        "convert",
        "convert gvl",
        "convert gvl /nowhere/list.json --party bank --out /nowhere/out",
        "status --timeout 0",
        "status --timeout 99999",
        "status --node nobody",
        "status --node ftp://a.example",
        "status --home /nowhere"
      })
  void isExitTwo(String line) {
    Cli.Run run = cli.run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(run.err().lines().skip(1).findFirst()).get().asString().isNotBlank();
  }

  @Test
  void withoutAHomeItSaysHowToNameOne() {
    Cli.Run run = Cli.without().run("status");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[home-missing]").contains("CONSENT_HOME");
  }

  @Test
  void aDamagedHomeIsNamed() throws Exception {
    Path home = directory.resolve("damaged");
    Cli.withNetwork(home);
    Files.writeString(home.resolve("genesis.json"), "{}");
    assertThat(Cli.at(home).run("wallet", "new", "x").err()).contains("[genesis-invalid]");
    Files.writeString(home.resolve("network.json"), "{\"nodes\":[]}");
    assertThat(Cli.at(home).run("status").err()).contains("[network-file-malformed]");
    Files.writeString(home.resolve("network.json"), "nonsense");
    assertThat(Cli.at(home).run("status").err()).contains("[network-file-malformed]");
  }

  @Test
  void aForeignOrMissingPartyKeyIsNamed() throws Exception {
    Path home = directory.resolve("keys");
    Cli own = Cli.withNetwork(home);
    own.run("wallet", "new", "ann");
    Files.move(
        home.resolve("parties/insurer.key.pem"),
        home.resolve("parties/bank.key.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(own.run("open", "--wallet", "ann", "--controller", "bank").err())
        .contains("[party-key-mismatch]");
    assertThat(own.run("open", "--wallet", "ann", "--controller", "insurer").err())
        .contains("[party-key-missing]");
  }
}
