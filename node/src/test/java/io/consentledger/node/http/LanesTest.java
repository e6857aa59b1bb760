package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.Ledger;
import io.consentledger.ledger.LedgerView;
import io.consentledger.ledger.genesis.Genesis;
import io.consentledger.node.config.ConfigReader;
import io.consentledger.node.config.NodeConfig;
import io.consentledger.node.network.TestNetwork;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose long reads don't end, and what is quick beside them. */
class LanesTest {
  private static final int LONG_READS = 40;

  @TempDir private Path directory;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  /** A read that asks for the newest state of the node, or walks over it. */
  private static Route route(
      String path, Reads reads, Function<LedgerView, Answer> answer, boolean isLong) {
    BiFunction<Request, Function<LedgerView, Answer>, CompletionStage<Answer>> read =
        isLong ? reads::localScan : reads::local;
    return Route.get(path, Set.of(), request -> read.apply(request, answer));
  }

  private Answer held(LedgerView ledger) {
    begun.countDown();
    try {
      gate.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Answer.text(200, "text/plain", "x");
  }

  @Test
  void longReadsThatDoNotEndLeaveTheQuickOnesFree() throws Exception {
    NodeConfig config = ConfigReader.read(TestNetwork.make(directory, 1).node(0).config());
    Genesis genesis = Genesis.parse(Bytes.owning(Files.readAllBytes(config.genesis())));
    List<Socket> waiting = new ArrayList<>();
    try (Ledger ledger = Ledger.open(directory.resolve("ledger"), genesis);
        ServedRoutes server =
            new ServedRoutes(
                ledger::snapshot,
                reads ->
                    List.of(
                        route("/long", reads, this::held, true),
                        route(
                            "/quick", reads, it -> Answer.text(200, "text/plain", "x"), false)))) {
      for (int i = 0; i < LONG_READS; i++) {
        Socket one = server.connect();
        waiting.add(one);
        ServedRoutes.send(one, "GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      TestNetwork.await("all are asked", () -> waiting(server) >= LONG_READS - 2);

      assertThat(server.exchange(ask("/quick"))).contains(" 200 ");

      gate.countDown();
      for (Socket one : waiting) {
        assertThat(ServedRoutes.answer(one)).contains(" 200 ");
      }
    } finally {
      gate.countDown();
      for (Socket one : waiting) {
        one.close();
      }
    }
  }

  private static double waiting(ServedRoutes server) {
    return server.gauge("http_scans_waiting") + server.gauge("http_reads_waiting");
  }

  private static String ask(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }
}
