package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.consentledger.node.config.Limits;
import io.consentledger.node.network.TestNetwork;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Callers that want too much, and what is left for the others. */
class PressureTest {
  private static final String ASK = "GET /small HTTP/1.1\r\nHost: localhost\r\n";
  private static final int SILENT = 1_500;

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Caller> waiting = new CompletableFuture<>();
  private final CompletableFuture<Answer> stream = new CompletableFuture<>();
  private final CompletableFuture<Boolean> streamAsked = new CompletableFuture<>();
  private final CompletableFuture<Boolean> streamOver = new CompletableFuture<>();
  private final AppenderBase<ILoggingEvent> log =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            warnings.add(event.toString());
          }
        }
      };
  private ServedRoutes server;

  @BeforeEach
  void start() throws Exception {
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
    server =
        new ServedRoutes(
            ServedRoutes.small("/small"),
            Route.get(
                "/waits",
                Set.of(),
                request -> {
                  waiting.complete(request.caller());
                  return new CompletableFuture<>();
                }),
            Route.get(
                "/stream",
                Set.of(),
                request -> {
                  request.whenOver(() -> streamOver.complete(true));
                  streamAsked.complete(true);
                  return stream;
                }),
            new Route(
                "POST",
                "/body",
                Set.of(),
                request -> CompletableFuture.completedFuture(Answer.text(200, "text/plain", "x"))));
  }

  @AfterEach
  void stop() {
    server.close();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
  }

  private void askOnce() throws IOException {
    assertThat(server.exchange(ASK + "Connection: close\r\n\r\n")).contains(" 200 ");
  }

  @Test
  void connectionsThatSayNothingLeaveRoomForThoseThatDo() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (Socket honest = server.connect()) {
      for (int i = 0; i < SILENT; i++) {
        silent.add(server.connect());
        if (i % 100 == 0) {
          ServedRoutes.send(honest, ASK + "\r\n");
          assertThat(ServedRoutes.answer(honest)).contains(" 200 ");
          askOnce();
        }
      }
      askOnce();
      assertThat(server.gauge("http_connections")).isLessThanOrEqualTo(Limits.HTTP_CONNECTIONS_MAX);
    } finally {
      for (Socket one : silent) {
        one.close();
      }
    }
    TestNetwork.await("all gone", () -> server.gauge("http_connections") == 0);
  }

  @Test
  void whoConnectsAndClosesHoldsNoDescriptors() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService attackers = Executors.newFixedThreadPool(2);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      running.add(
          attackers.submit(
              () -> {
                while (!over.get()) {
                  server.connect().close();
                }
                return null;
              }));
    }
    for (int i = 0; i < 300; i++) {
      askOnce();
      assertThat(server.gauge("http_connections")).isLessThanOrEqualTo(Limits.HTTP_CONNECTIONS_MAX);
    }
    over.set(true);
    for (Future<?> one : running) {
      one.get();
    }
    attackers.shutdown();
    TestNetwork.await("all gone", () -> server.gauge("http_connections") == 0);
  }

  @Test
  void requestsThatAreSentAheadAreAnsweredInTheirOrderWithoutAWord() throws Exception {
    int ahead = 3_000;
    try (Socket caller = server.connect()) {
      ServedRoutes.send(caller, (ASK + "\r\n").repeat(ahead) + ASK + "Connection: close\r\n\r\n");
      String answers = ServedRoutes.rest(caller);
      assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(ahead + 2);
      assertThat(answers).endsWith("x");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aBodyThatBreaksOffIsNoErrorOfTheNode() throws Exception {
    for (String head :
        List.of(
            "Content-Length: 100\r\n\r\nab",
            "Transfer-Encoding: chunked\r\n\r\nff\r\nab",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            "Transfer-Encoding: chunked\r\n\r\n1\nx",
            "Content-Length: 100\r\n")) {
      try (Socket caller = server.connect()) {
        ServedRoutes.send(caller, "POST /body HTTP/1.1\r\nHost: localhost\r\n" + head);
        caller.setSoLinger(head.length() % 2 == 0, 0);
      }
    }
    TestNetwork.await("all gone", () -> server.gauge("http_connections") == 0);
    askOnce();
    assertThat(warnings).isEmpty();
  }

  @Test
  void whoHangsUpIsNoLongerWorkedFor() throws Exception {
    Caller asked;
    try (Socket caller = server.connect()) {
      ServedRoutes.send(caller, "GET /waits HTTP/1.1\r\nHost: localhost\r\n\r\n" + ASK + "\r\n");
      asked = waiting.get(ServedRoutes.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      assertThat(asked.isGone()).isFalse();
    }
    TestNetwork.await("the end of it", asked::isGone);
  }

  /** Its place must not stay taken, and nothing may be written to nobody for ever. */
  @Test
  void aConnectionThatIsClosedBeforeItsStreamBeginsHasNone() throws Exception {
    try (Socket caller = server.connect()) {
      ServedRoutes.send(caller, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
      streamAsked.get(ServedRoutes.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
    streamOver.get(ServedRoutes.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    AtomicBoolean began = new AtomicBoolean();
    stream.complete(Answer.stream("text/event-stream", context -> began.set(true)));
    for (int i = 0; i < 4; i++) {
      askOnce(); // On both event loops, behind what the answer set going there.
    }
    assertThat(began).isFalse();
    assertThat(warnings).isEmpty();
  }
}
