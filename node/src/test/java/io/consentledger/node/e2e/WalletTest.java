package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer's wallet and its keys, through real processes and in homes of their own. */
class WalletTest {
  private static final String[] WHO = {"--controller", "retailer"};

  @TempDir static Path directory;
  private static RealNetwork network;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = RealNetwork.create(directory).startAll();
    Path records = new Instructions().catalogue().write(directory.resolve("records"));
    network.consent("submit", records.toString()).exits(0);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  /** The lost telephone: nothing is left but the words on paper. */
  @Test
  void aNewHomeAndTheWordsAreEnoughToWithdraw() throws Exception {
    JsonNode made =
        network.consent("wallet", "new", "ann", "--no-passphrase", "--json").exits(0).json();
    act("open", "ann").exits(0);
    act("grant", "ann", "--process", "loyalty@1").exits(0);
    Path before = keep("ann.json");
    act("rotate-key", "ann").exits(0);
    String kind = act("check", "ann", "--process", "loyalty@1").exits(0).out();
    assertThat(kind).contains("PERMIT");

    List<String> words = new ArrayList<>();
    made.path("words").forEach(word -> words.add(word.asText()));
    Path paper = Files.writeString(directory.resolve("paper"), String.join(" ", words));
    Path passphrase = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
    Path fresh = network.newHome("telephone");
    CommandResult restored =
        network
            .consentAt(
                fresh,
                "wallet",
                "restore",
                "me",
                "--words-file",
                name(paper),
                "--passphrase-file",
                name(passphrase),
                "--json")
            .exits(0);
    assertThat(restored.out()).doesNotContain(words.get(0) + " " + words.get(1));
    assertThat(relationship(restored.json()).path("keysBefore").asInt()).isEqualTo(1);
    assertThat(relationship(restored.json()).path("subjectRef"))
        .isEqualTo(relationship(made).path("subjectRef"));
    assertThat(Files.readString(fresh.resolve("wallets/me.json")))
        .contains("Argon2id")
        .doesNotContain("\"version\" : 1");

    String[] withdraw = {
      "withdraw", "--wallet", "me", "--controller", "retailer", "--process", "loyalty"
    };
    network.consentAt(fresh, withdraw).exits(2).mentions("passphrase-missing");
    Path wrong = Files.writeString(directory.resolve("wrong"), "correct hors\n");
    network
        .consentAt(fresh, with(withdraw, "--passphrase-file", name(wrong)))
        .exits(1)
        .mentions("passphrase-wrong");
    network.consentAt(fresh, with(withdraw, "--passphrase-file", name(passphrase))).exits(0);
    act("check", "ann", "--process", "loyalty@1").exits(1).mentions("CONSENT_WITHDRAWN");

    // A copy of the wallet from before the rotation, with no note of it, signs with the old key.
    Path stale = network.newHome("stale");
    Files.createDirectories(stale.resolve("wallets"));
    Files.move(before, stale.resolve("wallets/ann.json"));
    String[] optOut = {"opt-out", "--wallet", "ann", "--controller", "retailer", "--right", "SALE"};
    network.consentAt(stale, optOut).exits(1).mentions("key-superseded");
    network.consentAt(stale, "wallet", "refresh", "ann").exits(0);
    network.consentAt(stale, optOut).exits(0);
  }

  /** A rotation among the lines of a file counts for the commands after it. */
  @Test
  void aRotationInAFileIsRemembered() throws Exception {
    String who = "\"wallet\":\"finn\",\"controller\":\"retailer\"}";
    Path lines =
        new Instructions()
            .line("{\"do\":\"open\"," + who)
            .line("{\"do\":\"rotate-key\"," + who)
            .line("{\"do\":\"rotate-key\"," + who)
            .line("{\"do\":\"opt-out\",\"right\":\"SALE\"," + who)
            .write(directory.resolve("rotations"));
    network.consent("submit", lines.toString()).exits(0);
    act("opt-out", "finn", "--right", "SHARE").exits(0);
  }

  /** The delegate's home knows no key of the customer, nor the customer's one of the delegate. */
  @Test
  void aDelegateActsFromAHomeOfTheirOwn() throws Exception {
    network.consent("wallet", "new", "carla", "--no-passphrase").exits(0);
    act("open", "carla").exits(0);
    act("grant", "carla", "--process", "loyalty@1").exits(0);
    String reference =
        relationship(network.consent("wallet", "show", "carla", "--json").exits(0).json())
            .path("subjectRef")
            .asText();
    Path bobs = network.newHome("bobs");
    network.consentAt(bobs, "wallet", "new", "bob", "--no-passphrase").exits(0);
    Path key = directory.resolve("bob.key.json");
    network
        .consentAt(
            bobs,
            with(
                new String[] {"wallet", "delegate-key", "bob"},
                "--controller",
                "retailer",
                "--subject",
                reference,
                "--out",
                name(key)))
        .exits(0);
    String[] withdraw = {
      "withdraw",
      "--subject",
      reference,
      "--controller",
      "retailer",
      "--process",
      "loyalty",
      "--as-delegate",
      "bob"
    };
    network.consentAt(bobs, withdraw).exits(1).mentions("key-unknown");
    String text = Files.readString(key);
    int at = text.indexOf("\"possession\":\"") + 14;
    String forged =
        text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1);
    Path changed = Files.writeString(directory.resolve("bob.changed.json"), forged);
    delegate(changed).exits(1).mentions("possession-invalid");
    delegate(key).exits(0);
    network.consentAt(bobs, withdraw).exits(0);
    act("check", "carla", "--process", "loyalty@1").exits(1).mentions("CONSENT_WITHDRAWN");
  }

  private static CommandResult delegate(Path key) throws IOException {
    return act(
        "delegate",
        "carla",
        "--delegate-key",
        name(key),
        "--scope",
        "WITHDRAW",
        "--until",
        "2036-01-31");
  }

  private static CommandResult act(String command, String wallet, String... more)
      throws IOException {
    return network.consent(with(with(with(new String[] {command}, "--wallet", wallet), WHO), more));
  }

  private static JsonNode relationship(JsonNode wallet) {
    for (JsonNode one : wallet.path("relationships")) {
      if (one.path("controller").asText().equals("retailer")) {
        return one;
      }
    }
    throw new AssertionError("no relationship with the retailer in " + wallet);
  }

  private static Path keep(String wallet) throws IOException {
    return Files.copy(
        network.home().resolve("wallets").resolve(wallet),
        directory.resolve("kept-" + wallet),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static String[] with(String[] command, String... more) {
    String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }

  private static String name(Path file) {
    return file.toString();
  }
}
