package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.NodeClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input over HTTP, against a network of one node with a real orderer. */
final class HttpInputTest {
  private static final String HEX = "ab".repeat(32);
  private static final String POST = "POST /v1/transactions HTTP/1.1\r\nHost: localhost\r\n";

  @TempDir private static Path directory;
  private static TestNetwork network;
  private static NodeClient client;
  private static Author bank;
  private static SigningKey customer;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = TestNetwork.start(directory, 1);
    client = network.node(0).client();
    bank = network.author(0);
    customer = bank.newCustomer();
    assertThat(client.submit(bank.notice(1)).status()).isEqualTo(200);
    assertThat(client.submit(bank.process()).status()).isEqualTo(200);
    assertThat(client.submit(bank.open(customer)).status()).isEqualTo(200);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  private static void assertProblem(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.mediaType()).isEqualTo("application/problem+json");
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.body().path("status").asInt()).isEqualTo(status);
    assertThat(reply.body().path("action").asText()).isNotBlank();
    assertThat(reply.text()).doesNotContain("Exception").doesNotContain("io.consentledger");
  }

  @ParameterizedTest(name = "{0} gives {2}")
  @CsvSource({
    "/, 404, route-unknown",
    "/v1, 404, route-unknown",
    "/v2/status, 404, route-unknown",
    "/v1/status/more, 404, route-unknown",
    "/v1/transactions/zz, 400, parameter-invalid",
    "/v1/transactions/%00, 400, parameter-invalid",
    "/v1/../etc/passwd, 404, route-unknown",
    "/v1/%2e%2e/%2e%2e/etc/passwd, 404, route-unknown",
    "/v1/subjects/ABC/history, 400, parameter-invalid",
    "/v1/blocks/0, 400, parameter-invalid",
    "/v1/blocks/-1, 400, parameter-invalid",
    "/v1/blocks/1.5, 400, parameter-invalid",
    "/v1/blocks/99999999999999999999, 400, parameter-invalid",
    "/v1/blocks/999999, 404, block-unknown",
    "/v1/headers/01, 400, parameter-invalid",
    "/v1/blocks?from=0, 400, parameter-invalid",
    "/v1/blocks?limit=101, 400, parameter-invalid",
    "/v1/blocks?limit=, 400, parameter-invalid",
    "/v1/blocks?page=2, 400, parameter-unknown",
    "/v1/blocks?from=1&from=2, 400, parameter-invalid",
    "/v1/status?verbose=1, 400, parameter-unknown",
    "/v1/parties/nobody/catalogue, 404, party-unknown",
    "/v1/parties/bank/catalogue?consistency=eventual, 400, parameter-invalid",
    "/v1/parties/bank/catalogue?limit=1001, 400, parameter-invalid",
    "/v1/parties/nobody/records, 404, party-unknown",
    "/v1/parties/bank/records?from=0, 400, parameter-invalid",
    "/v1/parties/bank/records?from=1., 400, parameter-invalid",
    "/v1/parties/bank/records?from=1.-1, 400, parameter-invalid",
    "/v1/parties/bank/records?from=1&from=2, 400, parameter-invalid",
    "/v1/parties/bank/records?from=1.9999999999, 400, parameter-invalid",
    "/v1/parties/bank/records?limit=0, 400, parameter-invalid",
    "/v1/parties/bank/records?limit=1001, 400, parameter-invalid",
    "/v1/parties/bank/records?kind=dataUsed, 400, parameter-invalid",
    "/v1/parties/bank/records?kind=, 400, parameter-invalid",
    "/v1/parties/bank/records?fromSeq=1, 400, parameter-unknown",
    "/v1/subjects/ABC/duties, 400, parameter-invalid",
    "/v1/check, 400, parameter-missing"
  })
  void refusesARequestThatIsWrong(String path, int status, String code) {
    assertProblem(client.get(path), status, code);
  }

  @ParameterizedTest
  @CsvSource({
    "subject=X&controller=bank&process=p&operation=USE, 400, parameter-invalid",
    "controller=bank&process=p&operation=USE, 400, parameter-missing",
    "subject=H&process=p&operation=USE, 400, parameter-missing",
    "subject=H&controller=nobody&process=p&operation=USE, 404, party-unknown",
    "subject=H&controller=bank&operation=USE, 400, parameter-missing",
    "subject=H&controller=bank&process=p, 400, parameter-missing",
    "subject=H&controller=bank&process=p&operation=STEAL, 400, parameter-invalid",
    "subject=H&controller=bank&process=p&operation=use, 400, parameter-invalid",
    "subject=H&controller=bank&process=p@x&operation=USE, 400, parameter-invalid",
    "subject=H&controller=bank&process=p@0&operation=USE, 400, parameter-invalid",
    "subject=H&controller=bank&process=p&operation=USE&category=Naem, 400, parameter-invalid",
    "subject=H&controller=bank&process=p&operation=USE&atMs=-1, 400, parameter-invalid",
    "subject=H&controller=bank&process=p&operation=USE&atMs=now, 400, parameter-invalid"
  })
  void refusesACheckThatIsWrong(String query, int status, String code) {
    assertProblem(client.get("/v1/check?" + query.replace("H", HEX)), status, code);
  }

  @Test
  void aCheckOfAnUnknownCustomerIsNoPermit() {
    Reply reply =
        client.get("/v1/check?controller=bank&process=marketing&operation=USE&subject=" + HEX);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("decision").asText()).isEqualTo("INDETERMINATE");
  }

  @Test
  void aCustomerWithoutRecordsIsUnknown() {
    assertProblem(client.get("/v1/subjects/" + HEX + "/history"), 404, "subject-unknown");
    assertProblem(client.get("/v1/subjects/" + HEX + "/duties"), 404, "subject-unknown");
    assertProblem(client.get("/v1/streams/" + HEX + "/history"), 404, "stream-unknown");
    assertProblem(client.get("/v1/transactions/" + HEX), 404, "transaction-unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/transactions",
    "GET, /v1/transactions",
    "DELETE, /v1/status",
    "POST, /v1/status",
    "PATCH, /v1/blocks/1",
    "TRACE, /v1/status"
  })
  void refusesAnotherMethod(String method, String path) {
    assertProblem(client.method(method, path), 405, "method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{}",
        "{\"transaction\":null}",
        "{\"transaction\":5}",
        "{\"transaction\":\"!!!\"}",
        "{\"transaction\":\"QUI\"}",
        "{\"transaction\":\"QUJD\",\"more\":1}",
        "{\"transaction\":\"QUJD\",\"transaction\":\"QUJD\"}",
        "{\"transaction\":\"QUJD\"} x",
        "{\"transaction\":[[[[[[[[\"QUJD\"]]]]]]]]}"
      })
  void refusesJsonThatIsNotTheOneObject(String body) {
    assertProblem(client.post("/v1/transactions", "application/json", body), 400, "body-invalid");
  }

  @Test
  void refusesBytesThatAreNoTransaction() {
    byte[] whole = bank.use(customer).encode().toArray();
    for (int size : new int[] {0, 1, 147, 148, 149, 200, whole.length - 1}) {
      assertProblem(client.submit(Arrays.copyOf(whole, size), ""), 400, "transaction-malformed");
    }
    assertProblem(
        client.submit(Arrays.copyOf(whole, whole.length + 1), ""), 400, "transaction-malformed");
  }

  @Test
  void refusesABodyThatNoTransactionHas() {
    // Often: an answer that a reset overtakes is lost once in some hundred times.
    for (int i = 0; i < 500; i++) {
      assertProblem(client.submit(new byte[40_000], ""), 413, "body-too-large");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void refusesOtherMediaTypes(String mediaType) {
    assertProblem(client.post("/v1/transactions", mediaType, "x"), 415, "media-type-unsupported");
  }

  @Test
  void answersWithTheCertifiedHeightWhereThatWasWaitedFor() {
    Reply reply = client.submit(bank.use(customer), "?wait=certified");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.body().path("certified").asBoolean()).as(reply.text()).isTrue();
    assertThat(reply.body().path("certifiedHeight").asLong())
        .isGreaterThanOrEqualTo(reply.body().path("height").asLong());
  }

  @ParameterizedTest
  @CsvSource({
    "wait=later, parameter-invalid",
    "timeoutMs=-1, parameter-invalid",
    "timeoutMs=60001, parameter-invalid",
    "timeoutMs=1e3, parameter-invalid",
    "x=1, parameter-unknown"
  })
  void refusesParametersOfASubmissionThatAreWrong(String query, String code) {
    assertProblem(client.submit(bank.use(customer), "?" + query), 400, code);
  }

  @Test
  void takesJsonAsWellAsBytes() {
    Transaction transaction = bank.use(customer);

    Reply reply =
        client.post(
            "/v1/transactions",
            "application/json; charset=utf-8",
            "{\"transaction\":\"" + transaction.encode().toBase64() + "\"}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    Reply found = client.get("/v1/transactions/" + transaction.id());
    assertThat(found.body().path("transaction").asText())
        .isEqualTo(transaction.encode().toBase64());
    assertThat(found.body().path("payload").path("process").path("id").asText())
        .isEqualTo("marketing");
  }

  @Test
  void refusesWhatIsExpiredStaleOrOfAnotherNetwork() {
    Reply expired = client.submit(bank.sign(bank.noticePayload(5), -1, 1000));
    Reply stale = client.submit(bank.sign(bank.noticePayload(5), 77, Author.inAnHour()));
    Reply foreign = client.submit(new Author(HEX, bank.newCustomer()).notice(1));

    assertProblem(expired, 409, "transaction-expired");
    assertProblem(stale, 409, "sequence-stale");
    assertProblem(foreign, 400, "network-mismatch");
  }

  @Test
  void pagesThroughAHistory() {
    String path = "/v1/subjects/" + bank.ref(customer) + "/history";
    assertThat(client.submit(bank.use(customer)).status()).isEqualTo(200);

    Reply first = client.get(path + "?limit=1");
    Reply second = client.get(path + "?limit=1&fromSeq=" + first.body().path("next").asLong());

    assertThat(first.body().path("entries")).hasSize(1);
    assertThat(first.body().path("entries").get(0).path("kind").asText())
        .isEqualTo("OpenRelationship");
    assertThat(second.body().path("entries").get(0).path("seq").asLong()).isEqualTo(2);
  }

  @Test
  void servesItsOwnDescriptionHealthAndMetrics() {
    assertThat(client.get("/openapi.json").body().path("openapi").asText()).startsWith("3.1");
    assertThat(client.get("/health/live").status()).isEqualTo(200);
    assertThat(client.get("/health/ready").status()).isEqualTo(200);
    assertThat(client.get("/metrics").text())
        .contains("consentledger_transactions_committed_total")
        .contains("consentledger_block_height")
        .contains("jvm_memory_used_bytes");
    assertThat(client.get("/v1/parties").body().path("parties").get(0).path("name").asText())
        .isEqualTo("bank");
    assertThat(client.get("/v1/blocks/1").body().path("entries")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/status HTTP/1.1\r\n\r\n",
        "GET /v1/status HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1.evil.example:80\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "GET /v1/status HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Content-Length: -5\r\n\r\n",
        POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void answersOrHangsUpOnRequestsThatAreNoHttp(String raw) throws IOException {
    String answer = exchange(raw);

    assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/[0-9.]+ [45][0-9][0-9] .*"))
        .as(answer)
        .isTrue();
    assertThat(client.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void refusesARequestLineAndHeadersWithoutEnd() throws IOException {
    String line = "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String header =
        "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n";

    assertThat(exchange(line)).matches("(?s)(HTTP/1.[01] 4.*)?");
    assertThat(exchange(header)).matches("(?s)(HTTP/1.[01] 4.*)?");
    assertThat(client.get("/health/live").status()).isEqualTo(200);
  }

  private static String exchange(String raw) throws IOException {
    URI url = URI.create(client.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      try {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketException reset) {
        return "";
      }
    }
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndItsStreamSaysSo() throws Exception {
    SigningKey stolen = bank.newCustomer();
    assertThat(client.submit(bank.open(stolen)).status()).isEqualTo(200);
    Transaction revocation = bank.revoke(stolen);
    assertThat(client.submit(revocation).status()).isEqualTo(200);

    assertProblem(client.submit(bank.grant(stolen)), 409, "key-revoked");
    Reply stream =
        client.get("/v1/streams/" + revocation.statement().streamId().toHex() + "/history");
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.body().path("entries")).hasSize(1);
    assertThat(stream.body().at("/entries/0/kind").asText()).isEqualTo("RevokeKey");
    assertThat(stream.body().at("/entries/0/assurance").isNull()).isTrue();
  }

  @Test
  void aChallengeStandsInTheStreamOfChallenges() throws Exception {
    Transaction challenge = bank.challenge();
    assertThat(client.submit(challenge).status()).isEqualTo(200);

    Reply stream =
        client.get("/v1/streams/" + challenge.statement().streamId().toHex() + "/history");
    assertThat(stream.body().at("/entries/0/kind").asText()).isEqualTo("AuditChallenge");
    assertThat(stream.body().at("/entries/0/txId").asText()).isEqualTo(challenge.id().toHex());
  }
}
