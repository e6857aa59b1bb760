package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.NodeClient.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in bodies: details that can't be kept, and transactions that are known already. */
final class HttpContentTest {
  private static final String SUBJECT = "ab".repeat(32);

  @TempDir private static Path directory;
  private static TestNetwork network;
  private static NodeClient client;
  private static Author bank;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = TestNetwork.start(directory, 1);
    client = network.node(0).client();
    bank = network.author(0);
    assertThat(client.submit(bank.notice(1)).status()).isEqualTo(200);
    assertThat(client.submit(bank.process()).status()).isEqualTo(200);
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  private static Reply keep(String details) {
    return client.post(
        "/v1/subjects/" + SUBJECT + "/details",
        "application/json",
        "{\"process\":\"\",\"details\":" + details + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":true}",
        "{\"a\":false}",
        "{\"a\":null}",
        "{\"a\":[1,[null]]}",
        "{\"a\":{\"b\":[\"x\",false]}}",
        "{\"a\":\"b\\u0000c\"}",
        "{\"a\":[\"\\u0000\"]}",
        "{\"a\\u0000\":\"b\"}",
        "{\"a\":1.5}",
        "{\"a\":1e3}",
        "{\"a\":9007199254740992}",
        "{\"a\":\"\\ud800\"}"
      })
  void refusesDetailsOfOtherKindsThanItSays(String details) {
    Reply reply = keep(details);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("details-invalid");
    assertThat(reply.text()).contains("texts without U+0000, whole numbers, lists and objects");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\":\"b\"}",
        "{\"a\":[1,{\"b\":\"\"}],\"c\":-9007199254740991}",
        "{\"a\":\"line\\nline \\u001f\"}",
        "{}"
      })
  void keepsWhatItSays(String details) {
    Reply reply = keep(details);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.body().path("commitment").asText()).hasSize(64);
  }

  private static long verifications() {
    return client.get("/v1/status").body().path("verifications").asLong();
  }

  @Test
  void theSameBytesAgainCostNoVerification() throws Exception {
    SigningKey customer = bank.newCustomer();
    Transaction recorded = bank.open(customer);
    assertThat(client.submit(recorded).status()).isEqualTo(200);
    long before = verifications();

    for (int i = 0; i < 20; i++) {
      Reply again = client.submit(recorded);
      assertThat(again.status()).as(again.text()).isEqualTo(200);
      assertThat(again.body().path("duplicate").asBoolean()).isTrue();
    }

    assertThat(verifications()).isEqualTo(before);
  }

  @Test
  void anotherSignatureUnderTheSameIdIsChecked() throws Exception {
    SigningKey customer = bank.newCustomer();
    assertThat(client.submit(bank.open(customer)).status()).isEqualTo(200);
    Transaction recorded = bank.grant(customer);
    assertThat(client.submit(recorded).status()).isEqualTo(200);
    long before = verifications();

    byte[] broken = recorded.signature().bytes().toArray();
    broken[40] ^= 1;
    Transaction forged =
        new Transaction(
            recorded.statement(), new Signature(Bytes.owning(broken)), recorded.payload());

    assertThat(client.submit(forged).code()).isEqualTo("signature-invalid");
    assertThat(verifications()).isEqualTo(before + 1);
  }
}
