package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of a node that lies: nothing of what it says is written. */
final class ProofTest {
  private static final Path VECTORS = Path.of("../docs/spec/vectors/evidence");
  private static final String SUBJECT = "ab".repeat(32);

  @TempDir Path home;
  @TempDir Path directory;
  private FakeNode node;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    node = FakeNode.onAnyPort();
    cli = Cli.withNetwork(home.resolve("net")).asking(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void writesNoBundleThatDoesNotHold() throws IOException {
    node.answerProofs(Bytes.owning(Files.readAllBytes(VECTORS.resolve("good-1.json"))));
    Path file = directory.resolve("proof.json");

    Cli.Run audit = cli.run("audit", SUBJECT, "--proof", file.toString());
    assertThat(audit.exit()).isEqualTo(1);
    assertThat(audit.err()).contains("[genesis-mismatch]").contains("Nothing was written");
    Cli.Run receipt = cli.run("receipt", SUBJECT, "--output", file.toString());
    assertThat(receipt.exit()).isEqualTo(1);
    assertThat(receipt.err()).contains("[genesis-mismatch]");
    assertThat(file).doesNotExist();
  }

  @Test
  void writesNoAnswerWhoseProofDoesNotHold() throws IOException {
    node.answerProofs(Bytes.owning(Files.readAllBytes(VECTORS.resolve("good-7.json"))));
    Path file = directory.resolve("answer.json");

    Cli.Run check =
        cli.run(
            "check",
            "--subject",
            SUBJECT,
            "--controller",
            "bank",
            "--process",
            "marketing@1",
            "--known-at",
            "2",
            "--proof",
            file.toString());
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.err()).contains("[genesis-mismatch]");
    assertThat(node.lastQuery()).contains("knownAtHeight=2");
    assertThat(file).doesNotExist();
  }

  @Test
  void asksForAllRelationshipsOfAWallet() {
    cli.run("wallet", "new", "ann");
    node.answerProofs(Bytes.utf8("{}"));

    Cli.Run audit = cli.run("audit", "--wallet", "ann", "--proof", directory + "/ann");
    assertThat(audit.err()).contains("[bundle-malformed]");
    assertThat(node.lastQuery().split("subject=", -1)).as("one at a time").hasSize(2);
  }

  @Test
  void asksEachOrganisationsOwnNodeAboutItsOwnReferenceAlone() throws IOException {
    Cli unpinned = Cli.at(home.resolve("net"));
    Path file = home.resolve("net").resolve("network.json");
    String network = Files.readString(file);
    List<FakeNode> nodes = new ArrayList<>();
    try {
      Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+").matcher(network);
      StringBuilder replaced = new StringBuilder();
      while (url.find()) {
        nodes.add(FakeNode.onAnyPort());
        url.appendReplacement(replaced, nodes.get(nodes.size() - 1).url());
      }
      Files.writeString(file, url.appendTail(replaced));
      unpinned.run("wallet", "new", "ann");

      Cli.Run audit = unpinned.run("audit", "--wallet", "ann");
      assertThat(audit.err()).contains("[subject-unknown]");
      List<String> asked = new ArrayList<>();
      for (FakeNode one : nodes) {
        List<String> here = one.asked().stream().filter(it -> it.contains("/subjects/")).toList();
        assertThat(here).as("no node hears of two references").hasSizeLessThanOrEqualTo(1);
        asked.addAll(here);
      }
      assertThat(asked).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    } finally {
      nodes.forEach(FakeNode::close);
    }
  }

  @Test
  void saysWhichOptionsGoTogether() {
    Cli.Run alone = cli.run("audit", SUBJECT, "--challenge", SUBJECT);
    assertThat(alone.exit()).isEqualTo(2);
    assertThat(alone.err()).contains("--since and --challenge go with --proof");
    Cli.Run missing =
        cli.run("audit", SUBJECT, "--proof", directory + "/x", "--since", directory + "/none");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("[file-missing]");
  }
}
