package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.cli.ConsentCommand;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.NodeClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs in pages the whole way: a running node, HTTP, and the commands. */
final class PagedProofsTest {
  private static final int RECORDS = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a command said, and its exit code. */
  private record Run(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

  @TempDir private Path directory;
  private TestNetwork network;
  private NodeClient node;
  private Author bank;
  private SigningKey ann;
  private String subject;

  @BeforeEach
  void start() throws Exception {
    network = TestNetwork.start(directory, 1);
    node = network.awaitLeader().client();
    bank = network.author(0);
    ann = bank.newCustomer();
    subject = bank.ref(ann).toHex();
    submit(bank.notice(1), bank.process(), bank.open(ann), bank.grant(ann));
    for (int i = 2; i < RECORDS; i++) {
      submit(bank.use(ann));
    }
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void writesVerifiesAndExtendsAProofInPages() throws Exception {
    Path first = directory.resolve("first");
    Run written = audit(first);
    assertThat(written.exit()).as(written.err()).isZero();
    assertThat(written.json().path("pages").path("pages").asInt()).isEqualTo(5);
    assertThat(names(first))
        .containsExactly(
            "cover.json",
            "page-000001.json",
            "page-000002.json",
            "page-000003.json",
            "page-000004.json",
            "page-000005.json");
    assertThat(directory.resolve("first.part")).doesNotExist();

    submit(bank.use(ann), bank.withdraw(ann));
    Path second = directory.resolve("second");
    assertThat(audit(second, "--since", first.toString()).exit()).isZero();

    JsonNode verified = verify(second, "--since", first.toString()).json();
    assertThat(verified.path("pages").path("records").asInt()).isEqualTo(RECORDS + 2);
    assertThat(verified.path("since").path("height").asLong()).isPositive();
    assertThat(verify(first, "--since", second.toString()).err()).contains("[since-missing]");
    Path bundle = directory.resolve("bundle.json");
    assertThat(consent("audit", subject, "--proof", bundle.toString(), "--since", first.toString()))
        .matches(run -> run.exit() == 0);
    assertThat(verify(bundle, "--since", first.toString()).exit()).isZero();
    assertThat(audit(directory.resolve("third"), "--since", bundle.toString()).exit()).isZero();
  }

  @Test
  void showsPagesAsTheyStood() throws Exception {
    submit(bank.ask(ann));
    Path proof = directory.resolve("proof");
    assertThat(audit(proof).exit()).isZero();

    JsonNode then = verify(proof, "--as-of", "2020-01-01").json();
    assertThat(then.path("pages").path("asOf").path("records").asInt(-1)).isZero();
    assertThat(then.path("pages").path("records").asInt()).isEqualTo(RECORDS + 1);
    JsonNode later = verify(proof, "--as-of", "2100-01-01").json();
    assertThat(later.path("pages").path("asOf").path("records").asInt()).isEqualTo(RECORDS + 1);
    assertThat(later.path("notProved").toString()).contains("the state at 2100-01-01");
    assertThat(later.path("overdue").toString()).contains("REQUEST_DEADLINE_MISSED");
    assertThat(then.path("overdue")).isEmpty();
  }

  @Test
  void refusesPagesThatWereMovedAndNamesTheCode() throws Exception {
    Path proof = directory.resolve("proof");
    assertThat(audit(proof).exit()).isZero();
    Path second = proof.resolve("page-000002.json");
    Path third = proof.resolve("page-000003.json");
    byte[] two = Files.readAllBytes(second);
    byte[] three = Files.readAllBytes(third);

    Files.write(second, three);
    assertThat(verify(proof).err()).as("repeated").contains("[page-missing]");
    Files.write(third, two);
    assertThat(verify(proof).err()).as("swapped").contains("[page-missing]");
    Files.write(second, two);
    Files.delete(third);
    assertThat(verify(proof).err()).as("missing").contains("[page-missing]");
    Files.write(third, three);
    assertThat(verify(proof).exit()).isZero();
    Files.delete(proof.resolve("cover.json"));
    assertThat(verify(proof)).matches(run -> run.exit() == 2 && run.err().contains("file-missing"));
  }

  @Test
  void clearsWhatAnInterruptedCommandLeft() throws Exception {
    Path part = Files.createDirectory(directory.resolve("proof.part"));
    Files.writeString(part.resolve("cover.json"), "{}");
    Files.writeString(part.resolve("page-000007.json"), "{}");
    assertThat(audit(directory.resolve("proof")).exit()).isZero();
    assertThat(names(directory.resolve("proof"))).hasSize(6).doesNotContain("page-000007.json");
    assertThat(part).doesNotExist();

    Path others = Files.createDirectory(directory.resolve("other.part"));
    Files.writeString(others.resolve("letter.txt"), "dear");
    Run refused = audit(directory.resolve("other"));
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("[file-exists]");
    assertThat(others.resolve("letter.txt")).exists();
    assertThat(directory.resolve("other")).doesNotExist();

    Run unknown = audit(directory.resolve("failed"), "--challenge", "ab".repeat(32));
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("[challenge-unknown]");
    assertThat(directory.resolve("failed.part")).doesNotExist();
  }

  @Test
  void answersCoversAndPagesOverHttpAsItsDocumentSays() throws Exception {
    Reply cover = node.get("/v1/proofs/cover?subject=" + subject);
    assertThat(cover.status()).isEqualTo(200);
    assertFields(cover.body(), "EvidenceCover");
    long anchor = network.awaitSameHead();
    String page = "/v1/proofs/page?subject=" + subject + "&anchor=" + anchor;
    Reply first = node.get(page + "&limit=2");
    assertFields(first.body(), "EvidencePage");
    assertThat(first.body().path("last").asBoolean()).isFalse();
    assertThat(node.get(page).body().path("last").asBoolean()).isTrue();
    Reply stranger = node.get("/v1/proofs/page?anchor=1&subject=" + "ab".repeat(32));
    assertThat(stranger.body().path("last").asBoolean()).isTrue();
    assertThat(stranger.body().path("streams")).isEmpty();

    assertRefused(page + "&limit=1001", 400, "parameter-invalid");
    assertRefused(page + "&after=3", 400, "parameter-invalid");
    assertRefused("/v1/proofs/page?subject=" + subject, 400, "parameter-missing");
    assertRefused("/v1/proofs/page?anchor=1", 400, "parameter-missing");
    assertRefused("/v1/proofs/page?anchor=999999&subject=" + subject, 404, "block-unknown");
    assertRefused("/v1/proofs/cover?since=999999&subject=" + subject, 404, "since-unknown");
  }

  private static void assertFields(JsonNode answer, String schema) throws IOException {
    try (InputStream in = PagedProofsTest.class.getResourceAsStream("/openapi.json")) {
      JsonNode described = JSON.readTree(in).path("components").path("schemas").path(schema);
      Set<String> fields = new TreeSet<>();
      answer.fieldNames().forEachRemaining(fields::add);
      Set<String> required = new TreeSet<>();
      described.path("required").forEach(name -> required.add(name.asText()));
      Set<String> allowed = new TreeSet<>();
      described.path("properties").fieldNames().forEachRemaining(allowed::add);
      assertThat(fields).containsAll(required);
      assertThat(allowed).containsAll(fields);
      assertThat(answer.path("format").asText())
          .isEqualTo(described.path("properties").path("format").path("const").asText());
    }
  }

  private void assertRefused(String path, int status, String code) {
    Reply reply = node.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.body().path("code").asText()).isEqualTo(code);
  }

  private void submit(Transaction... transactions) {
    for (Transaction transaction : transactions) {
      Reply reply = node.submit(transaction.encode().toArray(), "?wait=committed");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
  }

  private Run audit(Path proof, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("audit", subject, "--json", "--proof", proof.toString(), "--page-records"));
    all.add("3");
    all.addAll(List.of(options));
    return consent(all.toArray(String[]::new));
  }

  private Run verify(Path proof, String... options) {
    List<String> all = new ArrayList<>(List.of("verify", proof.toString(), "--json", "--genesis"));
    all.add(network.directory().resolve("genesis.json").toString());
    all.addAll(List.of(options));
    return consent(all.toArray(String[]::new));
  }

  private Run consent(String... words) {
    List<String> all = new ArrayList<>(List.of("--home", network.directory().toString()));
    all.addAll(List.of(words));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        ConsentCommand.execute(
            all.toArray(String[]::new), print(out), print(err), InstantSource.system());
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static List<String> names(Path folder) throws IOException {
    try (var there = Files.list(folder)) {
      return there.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
