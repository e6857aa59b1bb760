package io.consentledger.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentledger.crypto.SigningKey;
import io.consentledger.ledger.tx.Transaction;
import io.consentledger.node.config.Limits;
import io.consentledger.node.network.NodeClient.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event stream of a running node: complete, resumable, and no obstacle to a stop. */
final class EventsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path directory;

  private record Event(String id, JsonNode data) {}

  @Test
  void tellsEveryWithdrawalOnceInOrderAndGoesOnWhereAReaderWas() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 4)) {
      Author bank = network.author(0);
      SigningKey ann = bank.newCustomer();
      NodeClient node = network.awaitLeader().client();
      Transaction first = bank.withdraw(ann);
      submit(node, bank.notice(1), bank.process(), bank.open(ann), bank.grant(ann), first);
      Transaction second = bank.withdraw(ann);
      submit(node, bank.grant(ann), second);

      List<Event> all = recalls(node, "?from=1", null, 2);
      assertThat(all)
          .extracting(event -> event.data().path("txId").asText())
          .containsExactly(first.id().toHex(), second.id().toHex());
      JsonNode told = all.get(0).data();
      assertThat(told.path("cause").asText()).isEqualTo("WITHDRAWN");
      assertThat(told.path("matter").asText()).isEqualTo("marketing");
      assertThat(told.path("controller").asText()).isEqualTo("bank");
      assertThat(told.path("subjectRef").asText()).isEqualTo(bank.ref(ann).toHex());
      assertThat(told.path("acknowledgeBeforeMs").asLong())
          .isGreaterThan(told.path("timeMs").asLong());

      assertThat(recalls(node, "?from=1", all.get(0).id(), 1)).containsExactly(all.get(1));
      long after = all.get(1).data().path("height").asLong();
      assertThat(recalls(node, "?from=" + after, null, 1)).containsExactly(all.get(1));
      assertThat(recalls(node, "?from=1&party=insurer", null, 1))
          .as("the process names nobody, and no data went anywhere")
          .isEmpty();
      refusals(node);
      // With a stream that nobody closes, the network still stops: see the end of this block.
      open(node, "", null);
    }
  }

  @Test
  void refusesMoreStreamsThanItServesUntilOneEnds() throws Exception {
    try (TestNetwork network = TestNetwork.start(directory, 1)) {
      NodeClient node = network.awaitLeader().client();
      List<HttpURLConnection> streams = new ArrayList<>();
      for (int i = 0; i < Limits.EVENT_STREAMS_MAX; i++) {
        streams.add(open(node, "", null));
      }
      Reply refused = node.get("/v1/events");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("streams-busy");
      streams.get(0).disconnect();
      TestNetwork.await("a place for another stream", () -> isServed(node));
    }
  }

  private static boolean isServed(NodeClient node) {
    try {
      return connect(node, "", null).getResponseCode() == 200;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void refusals(NodeClient node) {
    assertThat(node.get("/v1/events?from=0").code()).isEqualTo("parameter-invalid");
    assertThat(node.get("/v1/events?party=nobody").code()).isEqualTo("party-unknown");
    assertThat(node.get("/v1/events?since=1").code()).isEqualTo("parameter-unknown");
  }

  /** Reads recalls until there are so many, or the stream says that it told everything. */
  private static List<Event> recalls(
      NodeClient node, String query, @Nullable String lastId, int max) throws IOException {
    List<Event> events = new ArrayList<>();
    HttpURLConnection connection = open(node, query, lastId);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      String id = "";
      String line;
      while (events.size() < max && (line = in.readLine()) != null) {
        if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("data: {\"height\":")) {
          return events;
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, MAPPER.readTree(line.substring("data: ".length()))));
        }
      }
    } finally {
      connection.disconnect();
    }
    return events;
  }

  private static HttpURLConnection open(NodeClient node, String query, @Nullable String lastId)
      throws IOException {
    HttpURLConnection connection = connect(node, query, lastId);
    assertThat(connection.getResponseCode()).isEqualTo(200);
    assertThat(connection.getContentType()).isEqualTo("text/event-stream");
    return connection;
  }

  private static HttpURLConnection connect(NodeClient node, String query, @Nullable String lastId)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(node.url() + "/v1/events" + query).toURL().openConnection(Proxy.NO_PROXY);
    connection.setReadTimeout(60_000);
    if (lastId != null) {
      connection.setRequestProperty("Last-Event-ID", lastId);
    }
    return connection;
  }

  private static void submit(NodeClient node, Transaction... transactions) {
    for (Transaction transaction : transactions) {
      Reply reply = node.submit(transaction, "?wait=committed");
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
  }
}
