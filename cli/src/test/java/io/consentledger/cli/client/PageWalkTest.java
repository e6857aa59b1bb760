package io.consentledger.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.consentledger.cli.base.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageWalkTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void goesThroughAllPagesToTheLast() throws Exception {
    assertThat(walk("/list", "\"9.0\"", "\"9.12\"", "\"10.3\"", "null"))
        .containsExactly("\"9.0\"", "\"9.12\"", "\"10.3\"", "null");
    assertThat(asked).containsExactly("from=1", "from=9.0", "from=9.12", "from=10.3");
  }

  @Test
  void keepsTheParametersThatEachPageHas() throws Exception {
    assertThat(walk("/list?limit=5", "17", "null")).hasSize(2);
    assertThat(asked).containsExactly("limit=5&from=1", "limit=5&from=17");
  }

  @Test
  void endsWhereANodeLeadsInACircle() {
    for (String next : List.of("1", "\"1\"", "0", "-2", "\"\"", "\"x\"", "{}")) {
      asked.clear();
      assertThatThrownBy(() -> walk("/list", next, "null"))
          .as(next)
          .isInstanceOfSatisfying(
              CliException.class,
              e -> {
                assertThat(e.code()).isEqualTo("answer-malformed");
                assertThat(e.exitCode()).isEqualTo(3);
              });
      assertThat(asked).as(next).hasSize(1);
    }
    assertThatThrownBy(() -> walk("/list", "\"9.12\"", "\"9.2\"", "null"))
        .extracting("code")
        .isEqualTo("answer-malformed");
  }

  /** What the pages said that comes next. */
  private List<String> walk(String path, String... nexts) throws Exception {
    stop();
    start();
    Iterator<String> answers = List.of(nexts).iterator();
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          byte[] page = ("{\"next\":" + answers.next() + "}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    LedgerClient client =
        new LedgerClient(
            List.of(new NodeAddress("node", url)),
            Duration.ofSeconds(30),
            LedgerClient.Wait.COMMITTED);
    List<String> read = new ArrayList<>();
    PageWalk.through(
        client, path, "from", (answer, page) -> read.add(page.path("next").toString()));
    return read;
  }
}
