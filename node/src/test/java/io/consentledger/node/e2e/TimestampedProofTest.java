package io.consentledger.node.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.TlsFiles;
import io.consentledger.crypto.timestamp.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that agreed on a time-stamping authority, which one of its nodes asks. */
class TimestampedProofTest {
  @TempDir Path directory;

  @Test
  void putsTheAuthoritysWordIntoEvidenceThatIsVerifiedOffline() throws IOException {
    Instant stamped = Instant.now();
    TestAuthority authority = TestAuthority.since(stamped.minus(Duration.ofDays(1)));
    HttpServer server = serve(authority, stamped);
    Path root = directory.resolve("root.pem");
    TlsFiles.writeCertificates(root, List.of(authority.root()));
    try (RealNetwork network =
        RealNetwork.create(directory, "--timestamp-authority", "test-tsa=" + root)) {
      askAuthority(network, "bank-1", server.getAddress().getPort());
      network.startAll();
      network.consent("wallet", "new", "gina").exits(0);
      network.consent("open", "--wallet", "gina", "--controller", "retailer").exits(0);

      Path bundle = directory.resolve("gina.json");
      network
          .consent(
              "--node",
              "bank-1",
              "audit",
              "--wallet",
              "gina",
              "--controller",
              "retailer",
              "--proof",
              bundle.toString())
          .exits(0);

      JsonNode stamps =
          network
              .consent(
                  "verify",
                  bundle.toString(),
                  "--genesis",
                  network.home().resolve("genesis.json").toString(),
                  "--json")
              .exits(0)
              .json()
              .get("timestamps");
      assertThat(stamps).hasSize(1);
      assertThat(stamps.get(0).get("authority").asText()).isEqualTo("test-tsa");
      assertThat(stamps.get(0).get("timeMs").asLong() / 1_000)
          .isEqualTo(stamped.toEpochMilli() / 1_000);
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer serve(TestAuthority authority, Instant now) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Bytes query = Bytes.owning(exchange.getRequestBody().readAllBytes());
          byte[] reply = authority.answer(query, now).toArray();
          exchange.sendResponseHeaders(200, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void askAuthority(RealNetwork network, String node, int port) throws IOException {
    Files.writeString(
        network.home().resolve("nodes/" + node + "/node.yaml"),
        "timestamping: {url: 'http://127.0.0.1:" + port + "/', intervalMinutes: 1}\n",
        StandardOpenOption.APPEND);
  }
}
