package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands refuse before they ask anybody; the rest goes through real processes. */
class ShareCommandsTest {
  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws Exception {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(directory.resolve("net")).asking(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void keepsThePrivateHalfOfEachKeyToItsOwner() throws Exception {
    Path first = key("first", "--for", "insurer");
    Path second = key("second", "--for", "insurer");
    assertThat(first).isRegularFile();
    assertThat(Files.readString(first)).isNotEqualTo(Files.readString(second));
    List<Path> kept = privateHalves();
    assertThat(kept).hasSize(2);
    for (Path file : kept) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(file.getFileName().toString()).startsWith("insurer.share-");
    }
  }

  @Test
  void overwritesNoFileAndMakesNoKeyInVain() throws Exception {
    Path file = Files.writeString(directory.resolve("mine"), "something else");
    cli.run("wallet", "new", "ann");
    for (String who : List.of("--for insurer", "--wallet ann --controller bank")) {
      Cli.Run run = cli.run(("share key --out " + file + " " + who).split(" ", -1));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("[file-exists]");
    }
    assertThat(Files.readString(file)).isEqualTo("something else");
    assertThat(privateHalves()).isEmpty();
  }

  @Test
  void derivesACustomersKeyFromTheWalletAlone() throws Exception {
    cli.run("wallet", "new", "ann");
    Cli frozen = cli.withClock(InstantSource.fixed(java.time.Instant.EPOCH));
    String[] asked = {"share", "key", "--wallet", "ann", "--controller", "bank", "--json"};
    Cli.Run one = frozen.run(with(asked, "--out", directory + "/1"));
    Cli.Run two = frozen.run(with(asked, "--out", directory + "/2"));
    assertThat(one.exit()).as(one.err()).isZero();
    assertThat(one.json().path("key")).isEqualTo(two.json().path("key"));
    assertThat(one.json().path("untilMs").asLong()).isEqualTo(365L * 24 * 3_600_000);
    assertThat(Files.readString(directory.resolve("1")))
        .isEqualTo(Files.readString(directory.resolve("2")))
        .contains("\"holder\":\"" + one.json().path("holder").asText() + "\"");
    assertThat(one.json().path("holder").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void saysWhoMustBeNamed() {
    String out = directory + "/k";
    assertThat(cli.run("share", "key", "--out", out).err()).contains("[usage]");
    assertThat(cli.run("share", "key", "--wallet", "ann", "--out", out).err()).contains("[usage]");
    assertThat(cli.run("share", "key", "--for", "insurer", "--days", "0", "--out", out).exit())
        .isEqualTo(2);
    assertThat(cli.run("share", "key", "--for", "nobody", "--out", out).err())
        .contains("[party-unknown]");
    assertThat(cli.run("share").err()).contains("key, seal, open");
  }

  @Test
  void refusesFilesThatAreSomethingElse() throws Exception {
    Path key = key("insurer", "--for", "insurer");
    Cli.Run opened = cli.run("share", "open", key.toString());
    assertThat(opened.exit()).isEqualTo(2);
    assertThat(opened.err()).contains("[share-file-malformed]");
    Path none = Files.writeString(directory.resolve("none"), "{}");
    Cli.Run sealed = seal(none);
    assertThat(sealed.err()).contains("[share-file-malformed]");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void sealsNothingToAKeyWhoseLedgerKeyIsAnothers() throws Exception {
    Path foreign = directory.resolve("foreign");
    Cli other = Cli.withNetwork(foreign);
    Path genesis = foreign.resolve("parties/insurer.key.pem");
    Files.copy(
        foreign.resolve("parties/bank.key.pem"),
        genesis,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(other.run("share", "key", "--for", "insurer", "--out", directory + "/k").err())
        .contains("[party-key-mismatch]");
  }

  private Cli.Run seal(Path key) {
    return cli.run(
        "share",
        "seal",
        "--subject",
        "ab".repeat(32),
        "--controller",
        "bank",
        "--details",
        "cd".repeat(32),
        "--to",
        key.toString(),
        "--out",
        directory + "/out");
  }

  private Path key(String name, String... who) throws IOException {
    Path file = directory.resolve(name + ".json");
    Cli.Run made = cli.run(with(with(new String[] {"share", "key"}, who), "--out", "" + file));
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(Json.parseObject(Files.readAllBytes(file)).path("type").asText())
        .isEqualTo("consent-ledger/share-key/v1");
    return file;
  }

  private List<Path> privateHalves() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("net/parties"))) {
      return files.filter(file -> file.toString().contains(".share-")).toList();
    }
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }
}
