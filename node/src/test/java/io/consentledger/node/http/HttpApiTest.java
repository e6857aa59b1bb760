package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.consentledger.crypto.Bytes;
import io.consentledger.node.config.HostPort;
import io.consentledger.node.config.Limits;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.ReadBarriers;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server around endpoints that go wrong, or answer at length. */
class HttpApiTest {
  private static final int MOST = (int) (Limits.HTTP_UNSENT_BYTES_MAX / 4 * 3);

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Readiness readiness;
  private NodeMetrics metrics;
  private HttpApi api;

  @BeforeEach
  void start() throws Exception {
    start(Limits.HTTP_IDLE);
  }

  private void start(Duration idle) throws Exception {
    metrics = new NodeMetrics();
    readiness = new Readiness(InstantSource.system(), metrics);
    Bytes large = Bytes.owning(new byte[MOST]);
    RouteTable table =
        new RouteTable(
            List.of(
                Route.get(
                    "/thrown",
                    Set.of(),
                    request -> {
                      throw new IllegalArgumentException("a secret of the inside");
                    }),
                Route.get(
                    "/failed",
                    Set.of(),
                    request ->
                        CompletableFuture.failedFuture(
                            new CompletionException(new IllegalArgumentException("a secret")))),
                Route.get(
                    "/large",
                    Set.of(),
                    request ->
                        CompletableFuture.completedFuture(
                            new Answer(200, "text/plain", large, Map.of()))),
                Api.onceStarted(
                    Route.get(
                        "/started",
                        Set.of(),
                        request ->
                            CompletableFuture.completedFuture(Answer.text(200, "text/plain", "x"))),
                    readiness),
                Route.get(
                    "/small",
                    Set.of("a"),
                    request ->
                        CompletableFuture.completedFuture(Answer.text(200, "text/plain", "x")))));
    Reads reads =
        new Reads(
            new ReadGate(
                new ReadBarriers(CompletableFuture::new, () -> {}), readiness, () -> 0, () -> 0),
            () -> {
              throw new AssertionError("nothing is read");
            });
    api = new HttpApi(new HostPort("127.0.0.1", 0), table, reads, metrics, failures::add, idle);
    api.start();
  }

  @AfterEach
  void stop() {
    api.close();
    metrics.close();
  }

  /** A node that catches up for hours tells so all along, and serves the rest when it is done. */
  @Test
  void aNodeThatStartsServesOperatorsOnly() throws Exception {
    try (Socket caller = ask("/started")) {
      assertThat(statusLine(caller)).contains(" 503 ");
    }
    try (Socket caller = ask("/small")) {
      assertThat(statusLine(caller)).contains(" 200 ");
    }
    readiness.clear(Condition.STARTING);
    try (Socket caller = ask("/started")) {
      assertThat(statusLine(caller)).contains(" 200 ");
    }
  }

  @Test
  void aFaultOfTheNodeIsNoFaultOfTheCaller() throws Exception {
    for (String path : List.of("/thrown", "/failed")) {
      try (Socket caller = ask(path)) {
        String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 500 ").contains("internal-error");
        assertThat(answer).doesNotContain("secret");
      }
    }
    assertThat(failures).hasSize(2).allMatch(IllegalArgumentException.class::isInstance);

    try (Socket caller = ask("/small?a=%zz")) {
      assertThat(statusLine(caller)).contains(" 400 ");
    }
    assertThat(failures).hasSize(2);
  }

  @Test
  void answersThatNobodyReadsLeaveNoRoomForMoreUntilTheirCallersGo() throws Exception {
    try (Socket reads = ask("/small")) {
      assertThat(statusLine(reads)).contains(" 200 ");
    }
    try (Socket silent = ask("/large")) {
      assertThat(statusLine(silent)).as("one has all the room").contains(" 200 ");
      try (Socket second = ask("/large")) {
        String answer = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer)
            .startsWith("HTTP/1.1 429 ")
            .contains("answers-unread")
            .containsIgnoringCase("Retry-After: 1");
      }
    }
    try (Socket reads = askUntilServed()) {
      assertThat(reads.getInputStream().readAllBytes()).hasSizeGreaterThan(MOST);
    }
  }

  @Test
  void whoTakesNothingIsCutOff() throws Exception {
    stop();
    start(Duration.ofMillis(100));
    try (Socket silent = ask("/large")) {
      assertThat(statusLine(silent)).contains(" 200 ");
      try (Socket other = askUntilServed()) {
        assertThat(other.isClosed()).isFalse();
      }
    }
  }

  @Test
  void whoseNextRequestDoesNotArriveIsCutOffHoweverOftenItSaysSomething() throws Exception {
    stop();
    start(Duration.ofMillis(100));
    try (Socket slow = ask("/small", "keep-alive")) {
      assertThat(statusLine(slow)).contains(" 200 ");
      slow.setSoTimeout(10);
      byte[] rest = new byte[1_000];
      String tail = "";
      for (int said = 0; said < Limits.HTTP_REQUEST_LINE_BYTES_MAX / 2; said++) {
        slow.getOutputStream().write('G');
        try {
          int read = slow.getInputStream().read(rest);
          if (read < 0) {
            return;
          }
          tail += new String(rest, 0, read, StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException nothingYet) {
          assertThat(tail).endsWith("x");
        } catch (SocketException cut) {
          return;
        }
      }
      fail("it was never cut off");
    } catch (SocketException cut) {
      assertThat(cut).hasMessageMatching(".*(reset|[Bb]roken pipe).*");
    }
  }

  /** The server notices when it notices that a caller is gone. */
  private Socket askUntilServed() throws Exception {
    while (true) {
      Socket caller = ask("/large");
      if (statusLine(caller).contains(" 200 ")) {
        return caller;
      }
      caller.close();
    }
  }

  private static String statusLine(Socket caller) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = caller.getInputStream().read(); c >= 0 && c != '\n'; ) {
      line.append((char) c);
      c = caller.getInputStream().read();
    }
    return line.toString();
  }

  private Socket ask(String target) throws Exception {
    return ask(target, "close");
  }

  private Socket ask(String target, String connection) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + target
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: "
                    + connection
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
