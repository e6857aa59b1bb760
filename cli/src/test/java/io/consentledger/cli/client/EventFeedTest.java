package io.consentledger.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A feed whose nodes break off: each answers what it is given and hangs up. */
class EventFeedTest {
  private static final String HEIGHT_7 = "event: height\ndata: {\"height\":7}\n\n";
  private static final String HEIGHT_5 = "event: height\ndata: {\"height\":5}\n\n";
  private static final String EVENT_IN_9 = "id: 9.2\nevent: recall\ndata: {\"height\":9}\n\n";
  private static final String EVENT_IN_11 = "id: 11.0\nevent: recall\ndata: {\"height\":11}\n\n";

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void missesNothingWhereItsNodeGoesAwayBeforeTheFirstEvent() throws Exception {
    assertThat(follow(null, null, 1, HEIGHT_7, EVENT_IN_9)).containsExactly(9L);
    assertThat(asked).containsExactly("null", "from=8");
  }

  @Test
  void goesOnBehindTheHighestBlockThatItWasTold() throws Exception {
    assertThat(follow(3L, "insurer", 1, HEIGHT_7, HEIGHT_5, EVENT_IN_9)).containsExactly(9L);
    assertThat(asked)
        .containsExactly("from=3&party=insurer", "from=8&party=insurer", "from=8&party=insurer");
  }

  @Test
  void goesOnAfterTheLastEvent() throws Exception {
    assertThat(follow(null, null, 2, EVENT_IN_9, EVENT_IN_11)).containsExactly(9L, 11L);
    assertThat(asked).containsExactly("null", "null after 9.2");
  }

  /** A node that is behind tells its height, which has no id: the last event stays the last. */
  @Test
  void forgetsTheLastEventForNoHeight() throws Exception {
    assertThat(follow(null, null, 2, EVENT_IN_9, HEIGHT_7, EVENT_IN_11)).containsExactly(9L, 11L);
    assertThat(asked).containsExactly("null", "null after 9.2", "from=8 after 9.2");
  }

  /** The heights of the events that are told, until there are so many. */
  private List<Long> follow(
      @Nullable Long from, @Nullable String party, int count, String... answers) throws Exception {
    List<NodeAddress> nodes = new ArrayList<>();
    for (String answer : answers) {
      nodes.add(new NodeAddress("node-" + nodes.size(), answering(answer)));
    }
    List<Long> told = new ArrayList<>();
    new EventFeed(nodes, Duration.ofSeconds(30), from, party)
        .follow(
            new EventFeed.Listener() {
              @Override
              public boolean recall(ObjectNode event) {
                told.add(event.path("height").asLong());
                return told.size() < count;
              }

              @Override
              public boolean height(long height) {
                return true;
              }
            });
    return told;
  }

  private URI answering(String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    server.createContext(
        "/v1/events",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getRawQuery());
          String after = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          asked.add(after == null ? query : query + " after " + after);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
