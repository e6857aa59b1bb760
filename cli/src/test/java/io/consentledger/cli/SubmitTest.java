package io.consentledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.tx.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitTest {
  private static final String HASH = "00".repeat(32);
  private static final List<String> CATALOGUE =
      List.of(
          "{\"do\":\"publish-notice\",\"party\":\"bank\",\"noticeId\":\"n\",\"version\":1,"
              + "\"languages\":[\"en\"],\"uri\":\"https://bank.example/n\",\"contentHash\":\""
              + HASH
              + "\"}",
          "{\"do\":\"declare-process\",\"party\":\"bank\",\"processId\":\"m\",\"version\":1,"
              + "\"notice\":\"n@1\",\"purposes\":[\"DirectMarketing\"],\"legalBasis\":\"Consent\","
              + "\"dataCategories\":[\"Name\"],\"storageLocations\":[\"DE\"],\"retentionDays\":3,"
              + "\"jurisdiction\":\"DE\"}");

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
  void recordsEveryLineInOrderWithinAStream() throws Exception {
    Cli.Run run = cli.run("submit", file(customers(20)), "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.json().path("committed").asInt()).isEqualTo(62);
    assertThat(kinds().subList(0, 2)).containsExactly("PublishNotice", "DeclareProcess");
    Set<String> opened = new HashSet<>();
    Set<String> granted = new HashSet<>();
    for (ObjectNode entry : node.committed()) {
      String subject = entry.path("payload").path("subjectRef").asText();
      switch (entry.path("kind").asText()) {
        case "OpenRelationship" -> opened.add(subject);
        case "DecideConsent" ->
            assertThat(opened.contains(subject) && granted.add(subject)).isTrue();
        case "SetPreference" -> assertThat(granted).contains(subject);
        default -> {}
      }
    }
    assertThat(granted).hasSize(20);
  }

  /** Twice in one file: each next line is signed with the key that counts by then. */
  @Test
  void rotationsOfAFileCountForTheLinesAndCommandsAfterThem() throws Exception {
    String rotate = "{\"do\":\"rotate-key\",\"wallet\":\"ann\",\"controller\":\"bank\"}";
    String withdraw = rotate.replace("rotate-key", "withdraw").replace("}", ",\"process\":\"m\"}");
    List<String> lines =
        List.of(rotate.replace("rotate-key", "open"), withdraw, rotate, rotate, withdraw, withdraw);
    assertThat(cli.run("submit", file(lines)).exit()).isZero();
    assertThat(
            cli.run("withdraw", "--wallet", "ann", "--controller", "bank", "--process", "m").exit())
        .isZero();
    List<String> signers =
        node.committed().stream().map(it -> it.at("/statement/keyId").asText()).toList();
    assertThat(signers.get(2)).isEqualTo(signers.get(1));
    assertThat(signers.get(3)).isNotEqualTo(signers.get(2));
    assertThat(signers.get(4)).isNotIn(signers.get(2), signers.get(3));
    assertThat(signers.get(5)).isEqualTo(signers.get(4));
    assertThat(signers.get(6)).isEqualTo(signers.get(4));
  }

  /** A rotation whose answer got lost is asked for again, and noted then. */
  @Test
  void aRotationIsNotedWhenALaterRunLearnsThatItWasRecorded() throws Exception {
    String rotate = "{\"do\":\"rotate-key\",\"wallet\":\"ann\",\"controller\":\"bank\"}";
    String file = file(List.of(rotate.replace("rotate-key", "open"), rotate));
    assertThat(cli.run("submit", file).exit()).isZero();
    Path epochs = directory.resolve("net/wallets/ann.json.epochs");
    String noted = Files.readString(epochs);
    Files.delete(epochs);
    Path journal = journal();
    List<String> kept = Files.readAllLines(journal);
    Files.write(journal, kept.stream().filter(line -> !line.startsWith("C ")).toList());
    assertThat(cli.run("submit", file).exit()).isZero();
    assertThat(epochs).hasContent(noted);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void goesOnAfterACutAtAnyLineWithTheSameBytes(int committedBefore) throws Exception {
    String file = file(customers(3));
    AtomicInteger left = new AtomicInteger(committedBefore);
    node.order(
        transaction ->
            left.getAndDecrement() > 0
                ? Optional.empty()
                : Optional.of(new FakeNode.Ordered(500, "internal-error")));
    Cli.Run cut = cli.run("submit", file, "--timeout", "0.2", "--lanes", "2");
    assertThat(cut.exit()).isEqualTo(committedBefore == 11 ? 0 : 3);
    node.order(transaction -> Optional.empty());
    Cli.Run again = cli.run("submit", file, "--json");
    assertThat(again.exit()).isZero();
    assertThat(node.committed()).hasSize(11);
    assertThat(
            again.json().path("committed").asInt() + again.json().path("alreadyCommitted").asInt())
        .isEqualTo(11);
    assertThat(node.received().stream().distinct()).hasSize(11);
    int sent = node.received().size();
    assertThat(cli.run("submit", file, "--json").json().path("alreadyCommitted").asInt())
        .isEqualTo(11);
    assertThat(node.received()).hasSize(sent);
  }

  @Test
  void anAnswerThatGotLostIsAskedForAgainAndCountedOnce() throws Exception {
    String file = file(customers(1));
    cli.run("submit", file);
    Path journal = journal();
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.stream().filter(line -> !line.startsWith("C ")).toList());
    Cli.Run again = cli.run("submit", file, "--json");
    assertThat(again.json().path("alreadyCommitted").asInt()).isEqualTo(5);
    assertThat(again.json().path("committed").asInt()).isZero();
    assertThat(node.committed()).hasSize(5);
  }

  @Test
  void aTornEndOfTheJournalIsCutOffAndDamageIsRefused() throws Exception {
    String file = file(customers(1));
    node.setDown(true);
    cli.run("submit", file, "--timeout", "0.2");
    Path journal = journal();
    Files.writeString(journal, "S 9 AAAA", StandardOpenOption.APPEND);
    node.setDown(false);
    assertThat(cli.run("submit", file).exit()).isZero();
    byte[] bytes = Files.readAllBytes(journal);
    bytes[200] ^= 1;
    Files.write(journal, bytes);
    Cli.Run damaged = cli.run("submit", file);
    assertThat(damaged.exit()).isEqualTo(2);
    assertThat(damaged.err()).contains("[journal-damaged]");
  }

  @Test
  void refusedLinesAreReportedAndNotSentAgain() throws Exception {
    String file = file(customers(2));
    node.order(
        transaction ->
            transaction.statement().kind().label().equals("SetPreference")
                ? Optional.of(new FakeNode.Ordered(409, "relationship-unknown"))
                : Optional.empty());
    Cli.Run run = cli.run("submit", file);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("refused: line 5: refused for the test [relationship-unknown]")
        .contains("refused            2");
    int sent = node.received().size();
    Cli.Run again = cli.run("submit", file, "--json");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.json().path("refused").path(0).path("code").asText())
        .isEqualTo("relationship-unknown");
    assertThat(node.received()).hasSize(sent);
    node.order(transaction -> Optional.empty());
    assertThat(cli.run("submit", file, "--retry-refused").exit()).isZero();
    assertThat(node.committed()).hasSize(8);
  }

  @Test
  void aTransactionThatExpiredBeforeItWasCommittedIsSignedAnew() throws Exception {
    String file = file(customers(1));
    node.setDown(true);
    cli.run("submit", file, "--timeout", "0.2");
    node.setDown(false);
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(3));
    node.order(
        transaction ->
            transaction.statement().notAfterMs() < later.millis()
                ? Optional.of(new FakeNode.Ordered(409, "transaction-expired"))
                : Optional.empty());
    assertThat(cli.withClock(later).run("submit", file).exit()).isZero();
    assertThat(node.committed()).hasSize(5);
  }

  @Test
  void survivesANodeThatDies() throws Exception {
    try (FakeNode second = FakeNode.onAnyPort()) {
      AtomicInteger left = new AtomicInteger(5);
      node.order(
          transaction -> {
            if (left.getAndDecrement() <= 0) {
              return Optional.of(new FakeNode.Ordered(503, "not-ready"));
            }
            return Optional.empty();
          });
      Cli.Run run = cli.asking(node, second).run("submit", file(customers(10)), "--json");
      assertThat(run.exit()).isZero();
      // Seldom, on a busy machine, it leaves the first node sooner; no transaction is sent twice.
      assertThat(node.committed()).hasSizeBetween(1, 5);
      assertThat(node.committed().size() + second.committed().size()).isEqualTo(32);
      assertThat(second.received()).hasSameSizeAs(second.committed());
    }
  }

  @Test
  void aDryRunSendsNothingAndMakesNoWallet() throws Exception {
    String file = file(customers(2));
    Cli.Run run = cli.run("submit", "--dry-run", file);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("Plan: 8 lines").contains("wallets named: 2, of which new: 2");
    assertThat(cli.run("submit", "--dry-run", file, "--json").json().path("newWallets").asInt())
        .isEqualTo(2);
    assertThat(node.received()).isEmpty();
    assertThat(cli.run("wallet", "list").out()).isEmpty();
  }

  @Test
  void takesTransactionsThatWereSignedElsewhere() throws Exception {
    cli.run("submit", file(customers(1)));
    List<String> presigned = new ArrayList<>();
    presigned.add("# signed elsewhere");
    presigned.add("");
    for (Bytes wire : node.received()) {
      presigned.add("{\"transaction\":\"" + wire.toBase64() + "\"}");
    }
    try (FakeNode other = FakeNode.onAnyPort()) {
      Cli.Run run =
          Cli.at(directory.resolve("net")).asking(other).run("submit", file(presigned), "--json");
      assertThat(run.json().path("committed").asInt()).isEqualTo(5);
      assertThat(Transaction.decode(other.received().get(0)).id())
          .isEqualTo(Transaction.decode(node.received().get(0)).id());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{~line-malformed",
        "[]~line-malformed",
        "{\"do\":\"open\",\"do\":\"open\"}~line-malformed",
        "{\"do\":\"open\",\"wallet\":\"a\",\"controller\":\"bank\"} x~line-malformed",
        "{\"wallet\":\"a\"}~do-unknown",
        "{\"do\":\"fly\"}~do-unknown",
        "{\"do\":\"open\",\"wallet\":\"a\"}~field-missing",
        "{\"do\":\"open\",\"wallet\":\"a\",\"controller\":\"bank\",\"x\":1}~field-unknown",
        "{\"do\":\"open\",\"wallet\":\"a\",\"controller\":\"bank\",\"right\":\"SALE\"}~field-unknown",
        "{\"do\":\"open\",\"wallet\":\"A/b\",\"controller\":\"bank\"}~field-malformed",
        "{\"do\":\"open\",\"wallet\":7,\"controller\":\"bank\"}~field-malformed",
        "{\"do\":\"open\",\"wallet\":\"a\",\"controller\":\"nobody\"}~party-unknown",
        "{\"do\":\"withdraw\",\"controller\":\"bank\",\"process\":\"m\"}~subject-ambiguous",
        "{\"do\":\"withdraw\",\"subject\":\"00\",\"controller\":\"bank\",\"process\":\"m\"}~field-malformed",
        "{\"do\":\"grant\",\"wallet\":\"a\",\"controller\":\"bank\",\"process\":\"zzz@1\"}~process-unknown",
        "{\"do\":\"grant\",\"wallet\":\"a\",\"controller\":\"bank\",\"process\":\"m@1\",\"dataCategories\":\"Name\"}~field-malformed",
        "{\"do\":\"refuse\",\"wallet\":\"a\",\"controller\":\"bank\",\"process\":\"m@1\",\"validUntil\":\"2027-01-01\"}~field-unknown",
        "{\"do\":\"opt-out\",\"wallet\":\"a\",\"controller\":\"bank\",\"right\":\"ALL\"}~field-malformed",
        "{\"do\":\"record-used\",\"wallet\":\"a\",\"controller\":\"bank\",\"process\":\"m@1\",\"dataCategories\":[]}~payload-invalid",
        "{\"do\":\"record-used\",\"wallet\":\"a\",\"controller\":\"bank\",\"process\":\"m@1\",\"dataCategories\":[1]}~field-malformed",
        "{\"do\":\"challenge\",\"nonce\":\"ab\",\"by\":\"bank\"}~field-malformed",
        "{\"do\":\"revoke-key\",\"wallet\":\"a\",\"controller\":\"bank\",\"reason\":\"X\"}~field-malformed",
        "{\"transaction\":\"AAAA\"}~transaction-malformed",
        "{\"transaction\":\"*\"}~field-malformed",
        "{\"transaction\":\"AAAA\",\"do\":\"open\"}~field-unknown"
      })
  void aBadLineIsNamedBeforeAnythingIsSent(String line, String code) throws Exception {
    List<String> lines = new ArrayList<>(customers(1));
    lines.add(line);
    Cli.Run run = cli.run("submit", file(lines));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("line 6: ")
        .contains("[" + code + "]")
        .contains("nothing was sent");
    assertThat(node.received()).isEmpty();
  }

  @Test
  void aKeysEndWaitsForWhatItSigned() throws Exception {
    List<String> lines = new ArrayList<>(customers(3));
    for (int i = 1; i <= 3; i++) {
      lines.add(
          "{\"do\":\"revoke-key\",\"wallet\":\"c-"
              + i
              + "\",\"controller\":\"bank\",\"reason\":\"UNUSED\"}");
    }
    assertThat(cli.run("submit", "--lanes", "8", file(lines)).exit()).isZero();
    assertThat(kinds()).hasSize(lines.size());
    assertThat(kinds().subList(lines.size() - 3, lines.size())).containsOnly("RevokeKey");
  }

  @Test
  void manyBadLinesAreCounted() throws Exception {
    Cli.Run run = cli.run("submit", file(java.util.Collections.nCopies(50, "{}")));
    assertThat(run.err()).contains("50 lines are wrong").contains("and 30 more lines");
  }

  @Test
  void anAuthorityPlacesAHoldAndCertifiesAnErasure() throws Exception {
    String who = ",\"wallet\":\"c-1\",\"controller\":\"bank\",\"by\":\"retailer\"}";
    List<String> lines = new ArrayList<>(customers(1));
    lines.add("{\"do\":\"legal-hold\",\"action\":\"PLACED\",\"code\":\"ORDER\"" + who);
    lines.add(
        "{\"do\":\"certify-erasure\",\"destroyed\":[\"DATA\"],\"residue\":\"LEDGER_ENTRIES\""
            + who);
    Cli.Run run = cli.run("submit", file(lines));

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(kinds().subList(5, 7)).containsExactly("LegalHold", "ErasureCertificate");
    assertThat(keyId(6)).isEqualTo(keyId(5)).isNotEqualTo(keyId(0));
  }

  private JsonNode keyId(int index) {
    return node.committed().get(index).path("statement").path("keyId");
  }

  private static List<String> customers(int count) {
    List<String> lines = new ArrayList<>(CATALOGUE);
    for (int i = 1; i <= count; i++) {
      String who = "\"wallet\":\"c-" + i + "\",\"controller\":\"bank\"";
      lines.add("{\"do\":\"open\"," + who + "}");
      lines.add("{\"do\":\"grant\"," + who + ",\"process\":\"m@1\"}");
      lines.add("{\"do\":\"opt-out\"," + who + ",\"right\":\"SALE\",\"source\":\"GPC\"}");
    }
    return lines;
  }

  private String file(List<String> lines) throws Exception {
    return Files.write(directory.resolve("lines-" + lines.size() + ".jsonl"), lines).toString();
  }

  private Path journal() throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve("net/submissions"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private List<String> kinds() {
    return node.committed().stream().map(entry -> entry.path("kind").asText()).toList();
  }
}
