package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.network.NodeClient.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports are made of, from a running node: a controller's records, a customer's duties. */
final class RecordsTest {
  private static final long DAY_MS = 86_400_000;

  @TempDir private static Path directory;
  private static TestNetwork network;
  private static NodeClient node;
  private static Author bank;
  private static SigningKey ann;
  private static Transaction asked;

  @BeforeAll
  static void startNetwork() throws Exception {
    network = TestNetwork.start(directory, 1);
    node = network.node(0).client();
    bank = network.author(0);
    ann = bank.newCustomer();
    asked = bank.ask(ann);
    for (Transaction it :
        List.of(
            bank.notice(1),
            bank.challenge(),
            bank.process(),
            bank.open(ann),
            bank.use(ann),
            asked)) {
      assertThat(node.submit(it).status()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @Test
  void givesAControllersRecordsPageByPageInTheOrderOfTheLedger() {
    JsonNode whole = ok("/v1/parties/bank/records");
    assertThat(kinds(whole))
        .containsExactly(
            "PublishNotice", "DeclareProcess", "OpenRelationship", "DataUsed", "OpenRequest");
    assertThat(whole.path("next").isNull()).isTrue();
    assertThat(whole.path("timeMs").asLong()).isPositive();
    assertThat(whole.at("/entries/3/findings/0/code").asText()).isEqualTo("NO_LIVE_BASIS");
    assertThat(whole.at("/entries/4/assurance").asText()).isEqualTo("SUBJECT_HELD");

    List<JsonNode> paged = new ArrayList<>();
    String from = "1";
    do {
      JsonNode page = ok("/v1/parties/bank/records?limit=1&from=" + from);
      page.path("entries").forEach(paged::add);
      from = page.path("next").asText(null);
    } while (from != null);
    assertThat(paged).containsExactlyElementsOf(whole.path("entries"));

    assertThat(kinds(ok("/v1/parties/bank/records?kind=OpenRequest&kind=DataUsed")))
        .containsExactly("DataUsed", "OpenRequest");
    assertThat(ok("/v1/parties/bank/records?from=999999").path("entries")).isEmpty();
  }

  @Test
  void saysWhatIsOwedAndFromWhenOnItIsOverdue() {
    String path = "/v1/subjects/" + bank.ref(ann).toHex() + "/duties";
    JsonNode now = ok(path);
    assertThat(now.path("duties")).hasSize(1);
    JsonNode duty = now.at("/duties/0");
    assertThat(duty.path("code").asText()).isEqualTo("REQUEST_DEADLINE_MISSED");
    assertThat(duty.path("details").get(0).asText()).isEqualTo("ANSWER");
    assertThat(duty.path("txId").asText()).isEqualTo(asked.id().toHex());
    assertThat(duty.path("owedBy").asText()).isEqualTo("bank");
    assertThat(duty.path("overdue").asBoolean()).isFalse();
    long dueMs = duty.path("dueMs").asLong();
    assertThat(dueMs % DAY_MS).as("a midnight").isZero();

    assertThat(ok(path + "?atMs=" + (dueMs - 1)).at("/duties/0/overdue").asBoolean()).isFalse();
    assertThat(ok(path + "?atMs=" + dueMs).at("/duties/0/overdue").asBoolean()).isTrue();
    long before = now.path("height").asLong() - 1;
    assertThat(ok(path + "?knownAtHeight=" + before + "&atMs=" + dueMs).path("duties"))
        .as("known before the request was made")
        .isEmpty();
    assertThat(node.get(path + "?knownAtHeight=999999").code()).isEqualTo("block-unknown");
    assertThat(node.get(path + "?knownAtHeight=0").code()).isEqualTo("parameter-invalid");
    assertThat(node.get(path + "?atMs=-1").code()).isEqualTo("parameter-invalid");
    assertThat(node.get(path + "?at=1").code()).isEqualTo("parameter-unknown");
  }

  private static JsonNode ok(String path) {
    Reply reply = node.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.body();
  }

  private static List<String> kinds(JsonNode page) {
    List<String> kinds = new ArrayList<>();
    page.path("entries").forEach(it -> kinds.add(it.path("kind").asText()));
    return kinds;
  }
}
