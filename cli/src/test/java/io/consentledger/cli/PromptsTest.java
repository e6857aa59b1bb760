package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked at the terminal, and what comes of each answer. */
class PromptsTest {
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
  void asksTwiceForANewPassphraseAndOnceForAnOldOne() {
    Cli making = cli.typing("swordfish", "swordfish");
    Cli.Run made = making.run("wallet", "new", "ann");
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(making.questions()).containsExactly("Choose a passphrase: ", "The same again: ");
    assertThat(made.out() + made.err()).doesNotContain("swordfish");

    Cli opening = cli.typing("swordfish");
    assertThat(opening.run("wallet", "show", "ann").exit()).isZero();
    assertThat(opening.questions()).containsExactly("Passphrase of wallet ann: ");
    Cli wrong = cli.typing("swordfisk");
    assertThat(wrong.run("wallet", "show", "ann").err()).contains("[passphrase-wrong]");
  }

  @Test
  void makesNothingWhereTheAnswersDifferAreEmptyOrDoNotCome() {
    refused(cli.typing("swordfish", "swordfisk"), "passphrase-mismatch");
    refused(cli.typing("", ""), "passphrase-mismatch");
    refused(cli.typing("swordfish"), "passphrase-missing");
    refused(cli.typing(), "passphrase-missing");
    assertThat(directory.resolve("net/wallets/ann.json")).doesNotExist();
  }

  @Test
  void asksNobodyWhereAFileSpeaks() throws Exception {
    Path file = Files.writeString(directory.resolve("p"), "swordfish\r\nsecond line\n");
    Cli reading = cli.typing("another");
    assertThat(reading.run("wallet", "new", "ann", "--passphrase-file", "" + file).exit()).isZero();
    assertThat(reading.questions()).isEmpty();
    assertThat(cli.typing("swordfish").run("wallet", "show", "ann").exit()).isZero();
    Path empty = Files.writeString(directory.resolve("e"), "\nswordfish\n");
    assertThat(cli.run("wallet", "show", "ann", "--passphrase-file", "" + empty).err())
        .contains("[passphrase-missing]");
  }

  @Test
  void takesTheWordsFromThePersonToo() throws Exception {
    Cli.Run made = cli.run("wallet", "new", "ann", "--json");
    List<String> words = Json.texts(made.json().path("words"));
    Cli typing = cli.typing(" " + String.join("  ", words) + " ");
    Cli.Run restored = typing.run("wallet", "restore", "again", "--no-passphrase", "--json");
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(typing.questions()).containsExactly("The 24 words: ");
    assertThat(restored.json().at("/relationships/0/subjectRef"))
        .isEqualTo(made.json().at("/relationships/0/subjectRef"));

    Cli gone = cli.typing();
    assertThat(gone.run("wallet", "restore", "third", "--no-passphrase").err())
        .contains("[words-missing]");
    Cli wrong = cli.typing(String.join(" ", words.subList(0, 23)) + " abandon abandon");
    assertThat(wrong.run("wallet", "restore", "third", "--no-passphrase").err())
        .contains("[words-invalid]");
    assertThat(directory.resolve("net/wallets/third.json")).doesNotExist();
  }

  private static void refused(Cli typing, String code) {
    Cli.Run run = typing.run("wallet", "new", "ann");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[" + code + "]");
  }
}
