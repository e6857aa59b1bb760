package io.consentledger.node.http;

import io.consentledger.ledger.LedgerSnapshot;
import io.consentledger.node.config.HostPort;
import io.consentledger.node.config.Limits;
import io.consentledger.node.health.Readiness;
import io.consentledger.node.metrics.NodeMetrics;
import io.consentledger.node.pipeline.ReadBarriers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** A server of some routes, and raw callers of it. */
final class ServedRoutes implements AutoCloseable {
  static final int PATIENCE_MILLIS = 60_000;

  private final NodeMetrics metrics = new NodeMetrics();
  private final HttpApi api;

  ServedRoutes(Route... routes) throws IOException {
    this(
        () -> {
          throw new AssertionError("nothing is read");
        },
        reads -> List.of(routes));
  }

  /** Routes that read the ledger as a node's do. */
  ServedRoutes(Supplier<LedgerSnapshot> ledger, Function<Reads, List<Route>> routes)
      throws IOException {
    Reads reads =
        new Reads(
            new ReadGate(
                new ReadBarriers(CompletableFuture::new, () -> {}),
                new Readiness(InstantSource.system(), metrics),
                () -> 0,
                () -> 0),
            ledger);
    api =
        new HttpApi(
            new HostPort("127.0.0.1", 0),
            new RouteTable(routes.apply(reads)),
            reads,
            metrics,
            failure -> {},
            Limits.HTTP_IDLE);
    api.start();
  }

  /** A route that answers at once. */
  static Route small(String path) {
    return Route.get(
        path,
        Set.of("a"),
        request -> CompletableFuture.completedFuture(Answer.text(200, "text/plain", "x")));
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  static void send(Socket socket, String raw) throws IOException {
    socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Everything that comes until the server closes. */
  static String rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The next answer, which {@link #small} gave. */
  static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\nx") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  /** What one connection is answered, until it is closed. */
  String exchange(String raw) throws IOException {
    try (Socket socket = connect()) {
      send(socket, raw);
      return rest(socket);
    }
  }

  /** The value of a gauge now. */
  double gauge(String name) {
    return metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith("consentledger_" + name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    api.close();
    metrics.close();
  }
}
