package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.ledger.store.StorageFailure;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.network.TestNetwork;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of a ledger in which nothing happens, to readers that read and readers that don't. */
class EventStreamTest {
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final int SMALL_BYTES = 2_048;
  private static final int LIMIT_SECONDS = 120;

  @TempDir private Path directory;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Vertx vertx;
  private Genesis genesis;
  private Ledger ledger;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private RecallReader.Cursor start = new RecallReader.Cursor(1, 0);

  @BeforeEach
  void open() throws Exception {
    NodeConfig config = ConfigReader.read(TestNetwork.make(directory, 1).node(0).config());
    genesis = Genesis.parse(Bytes.owning(Files.readAllBytes(config.genesis())));
    ledger = Ledger.open(directory.resolve("ledger"), genesis);
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    ledger.close();
  }

  @Test
  void saysAgainAndAgainHowFarItIs() throws Exception {
    try (Socket reader = connect(0)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8));
      for (int told = 0; told < 200; told++) {
        while (!"event: height".equals(in.readLine())) {
          // What stands between.
        }
        assertThat(in.readLine()).isEqualTo("data: {\"height\":0}");
      }
      assertThat(ended.getCount()).as("who reads is not cut").isOne();
    }
    assertThat(ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it notices the end").isTrue();
  }

  @Test
  void cutsAReaderThatTakesNothing() throws Exception {
    try (Socket reader = connect(50)) {
      assertThat(ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("cut").isTrue();
      readToTheEnd(reader.getInputStream());
    }
  }

  @Test
  void tellsTheNodeOfALedgerThatCanNotBeRead() throws Exception {
    start = new RecallReader.Cursor(0, 0);
    ledger.close();
    try (Socket reader = connect(0)) {
      readToTheEnd(reader.getInputStream());
    }
    assertThat(failures).hasOnlyElementsOfType(StorageFailure.class).isNotEmpty();
  }

  /** Ends only because the other side hung up. */
  private static void readToTheEnd(InputStream in) throws IOException {
    byte[] part = new byte[SMALL_BYTES];
    try {
      while (in.read(part) >= 0) {
        // What was on its way.
      }
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  /** Asks for a stream and reads nothing of it; little fits between writer and reader. */
  private Socket connect(int idleMillis) throws Exception {
    Router router = Router.router(vertx);
    router.get("/v1/events").handler(this::stream);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setIdleTimeout(idleMillis)
                    .setSendBufferSize(SMALL_BYTES))
            .requestHandler(router);
    server.listen().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BYTES);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
    socket
        .getOutputStream()
        .write(
            "GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private void stream(RoutingContext context) {
    context.response().setWriteQueueMaxSize(SMALL_BYTES);
    RecallReader recalls = new RecallReader(genesis, ledger, Optional.empty());
    context.addEndHandler(over -> ended.countDown());
    new EventStream(
            context,
            recalls,
            start,
            new EventStream.Readers(new Caller(), Runnable::run, Runnable::run),
            new EventStream.Pace(MILLI, MILLI),
            failures::add)
        .start();
  }
}
