package io.consentledger.node.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.timestamp.TestAuthority;
import io.consentledger.crypto.timestamp.TimestampToken;
import io.consentledger.node.config.TimestampSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TimestamperTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Digest HEADER = Digest.of(Bytes.utf8("header 7"));

  private final TestAuthority authority = TestAuthority.since(NOW.minus(Duration.ofDays(1)));
  private final Map<Long, Bytes> kept = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private HttpServer server;

  @BeforeEach
  void startAuthority() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/tsa",
        exchange -> {
          asked.incrementAndGet();
          byte[] query = exchange.getRequestBody().readAllBytes();
          byte[] reply =
              status == 200 ? authority.answer(Bytes.owning(query), NOW).toArray() : new byte[1];
          exchange.sendResponseHeaders(status, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopAuthority() {
    server.stop(0);
  }

  @Test
  void keepsATokenThatHoldsAndAsksOnce() throws Exception {
    try (Timestamper timestamper = timestamper(authority)) {
      Bytes token = timestamper.tokenOver(7, HEADER).get().orElseThrow();

      assertThat(TimestampToken.verify(token, HEADER, List.of(authority.root())).timeMs())
          .isEqualTo(NOW.toEpochMilli());
      assertThat(timestamper.tokenOver(7, HEADER).get()).contains(token);
      assertThat(kept).containsEntry(7L, token);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void keepsNothingThatTheNetworkCouldNotVerify() throws Exception {
    TestAuthority agreed = TestAuthority.since(NOW.minus(Duration.ofDays(1)));
    try (Timestamper timestamper = timestamper(agreed)) {
      assertThat(timestamper.tokenOver(7, HEADER).get()).isEmpty();
      assertThat(kept).isEmpty();
    }
  }

  @Test
  void goesOnWithoutWhereTheAuthorityIsDown() throws Exception {
    try (Timestamper timestamper = timestamper(authority)) {
      status = 503;
      assertThat(timestamper.tokenOver(7, HEADER).get()).isEmpty();
      status = 200;
      assertThat(timestamper.tokenOver(7, HEADER).get()).isPresent();
    }
  }

  @Test
  void stampsAGrowingLedgerOnceAnInterval() throws Exception {
    try (Timestamper timestamper = timestamper(authority)) {
      timestamper.certified(7, HEADER);
      timestamper.certified(8, Digest.of(Bytes.utf8("header 8")));
      // Behind both in the same queue, so they are done when it is.
      timestamper.tokenOver(9, Digest.of(Bytes.utf8("header 9"))).get();

      assertThat(kept).containsOnlyKeys(7L, 9L);
    }
  }

  private Timestamper timestamper(TestAuthority agreed) {
    TimestampStore store =
        new TimestampStore() {
          @Override
          public Optional<Bytes> timestamp(long height) {
            return Optional.ofNullable(kept.get(height));
          }

          @Override
          public void putTimestamp(long height, Bytes token) {
            kept.put(height, token);
          }
        };
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    return new Timestamper(
        new TimestampSettings(url, Duration.ofHours(1)),
        List.of(agreed.root()),
        store,
        new SecureRandom());
  }
}
