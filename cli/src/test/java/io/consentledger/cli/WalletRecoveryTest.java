package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.cli.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wallet's file and words, and what organisations can and can't learn from what it signs. */
class WalletRecoveryTest {
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
  void comesBackFromItsWordsAloneWithTheKeyThatCountsNow() throws Exception {
    List<String> words = made("ann");
    done("open", "--wallet", "ann", "--controller", "bank");
    done("rotate-key", "--wallet", "ann", "--controller", "bank");
    done("withdraw", "--wallet", "ann", "--controller", "bank", "--process", "marketing");
    Files.delete(file("ann.json"));
    Files.delete(file("ann.json.epochs"));

    Path written = Files.writeString(directory.resolve("words"), String.join("\n", words));
    Cli.Run restored = cli.run("wallet", "restore", "ann", "--words-file", written.toString());
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.out()).doesNotContain(words.get(0) + " " + words.get(1));
    done("withdraw", "--wallet", "ann", "--controller", "bank", "--process", "marketing");
    assertThat(signer(3)).isEqualTo(signer(2)).isNotEqualTo(signer(1));
  }

  @Test
  void opensWithItsPassphraseOnlyAndHoldsNoSeedInTheClear() throws Exception {
    Path right = Files.writeString(directory.resolve("right"), "swordfish\n");
    Path wrong = Files.writeString(directory.resolve("wrong"), "swordfisk\n");
    Cli.Run made = cli.run("wallet", "new", "eve", "--passphrase-file", right.toString());
    assertThat(made.exit()).as(made.err()).isZero();

    JsonNode json = Json.parseObject(Files.readAllBytes(file("eve.json")));
    assertThat(json.path("version").asInt()).isEqualTo(2);
    assertThat(json.at("/kdf/algorithm").asText()).isEqualTo("Argon2id");
    assertThat(cli.run("wallet", "show", "eve", "--passphrase-file", right.toString()).exit())
        .isZero();
    Cli.Run refused = cli.run("wallet", "show", "eve", "--passphrase-file", wrong.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("[passphrase-wrong]").doesNotContain("sword");
    assertThat(cli.run("wallet", "show", "eve").err()).contains("[passphrase-missing]");
  }

  @Test
  void twoOrganisationsShareNothingAboutACustomerWhomHerOwnHomeKnows() throws Exception {
    made("ann");
    for (String controller : List.of("bank", "retailer")) {
      done("open", "--wallet", "ann", "--controller", controller);
      done("withdraw", "--wallet", "ann", "--controller", controller, "--process", "marketing");
      done("rotate-key", "--wallet", "ann", "--controller", controller);
    }

    Set<String> shared = identifying(0, 3);
    shared.retainAll(identifying(3, 6));
    assertThat(identifying(0, 3)).hasSizeGreaterThan(8);
    assertThat(shared).as("values that would join the two").isEmpty();
    assertThat(cli.run("audit", "--wallet", "ann", "--json").json().path("relationships"))
        .as("her own view joins them")
        .hasSizeGreaterThanOrEqualTo(2);
  }

  /** All values of the payloads and statements that are long enough to name somebody. */
  private Set<String> identifying(int from, int to) {
    Set<String> values = new TreeSet<>();
    for (JsonNode entry : node.committed().subList(from, to)) {
      for (String part : List.of("payload", "statement")) {
        collect(entry.path(part), values);
      }
    }
    return values;
  }

  private static void collect(JsonNode node, Set<String> values) {
    if (node.isContainerNode()) {
      node.forEach(inner -> collect(inner, values));
    } else if (node.asText().length() >= 16) {
      values.add(node.asText());
    }
  }

  private List<String> made(String name) throws Exception {
    List<String> words = Json.texts(cli.run("wallet", "new", name, "--json").json().path("words"));
    assertThat(words).hasSize(24);
    assertThat(new HashSet<>(words)).hasSizeGreaterThan(12);
    return words;
  }

  private void done(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private String signer(int index) {
    return node.committed().get(index).at("/statement/keyId").asText();
  }

  private Path file(String name) {
    return directory.resolve("net/wallets/" + name);
  }
}
