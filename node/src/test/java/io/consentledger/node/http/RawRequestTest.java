package io.consentledger.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that one reader may take for another request than the next one does, or for none. */
class RawRequestTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String CLOSE = "Connection: close\r\n\r\n";
  private static final String GET = "GET /v1/status HTTP/1.1\r\n";
  private static final String POST = "POST /v1/status HTTP/1.1\r\n" + HOST;

  private static ServedRoutes server;

  @BeforeAll
  static void start() throws Exception {
    server = new ServedRoutes(ServedRoutes.small("/v1/status"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Arguments malformed(String raw) {
    return Arguments.of(raw, 400, "request-malformed");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        // Hosts
        malformed(GET + HOST + "Host: evil.example\r\n" + CLOSE),
        malformed(GET + HOST + HOST + CLOSE),
        malformed(GET + HOST + "HOST: localhost\r\n" + CLOSE),
        malformed(GET + CLOSE),
        malformed("GET /v1/status HTTP/1.0\r\n" + CLOSE),
        malformed(GET + "Host:\r\n" + CLOSE),
        malformed(GET + "Host: user@localhost\r\n" + CLOSE),
        malformed(GET + "Host: evil.example@localhost\r\n" + CLOSE),
        malformed(GET + "Host: localhost:99999\r\n" + CLOSE),
        malformed(GET + "Host: localhost:\r\n" + CLOSE),
        malformed(GET + "Host: localhost:80:80\r\n" + CLOSE),
        malformed(GET + "Host: localhost, evil.example\r\n" + CLOSE),
        malformed(GET + "Host: localhost/\r\n" + CLOSE),
        malformed(GET + "Host: local host\r\n" + CLOSE),
        malformed(GET + "Host: [::1\r\n" + CLOSE),
        Arguments.of(GET + "Host: evil.example\r\n" + CLOSE, 403, "host-not-allowed"),
        Arguments.of(GET + "Host: localhost.evil.example\r\n" + CLOSE, 403, "host-not-allowed"),
        // Targets
        malformed("GET http://evil.example/v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET http://localhost:1/v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET http://a@localhost/v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET https://localhost/v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET file:///etc/passwd HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/status#x HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/stat\u00fcs HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/sta\0tus HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /%zz HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/status?a=%zz HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("CONNECT localhost:80 HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("OPTIONS * HTTP/1.1\r\n" + HOST + CLOSE),
        Arguments.of("TRACE /v1/status HTTP/1.1\r\n" + HOST + CLOSE, 405, "method-not-allowed"),
        Arguments.of("get /v1/status HTTP/1.1\r\n" + HOST + CLOSE, 405, "method-not-allowed"),
        Arguments.of("GET /v1%2fstatus HTTP/1.1\r\n" + HOST + CLOSE, 404, "route-unknown"),
        Arguments.of(
            "GET /v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + CLOSE, 404, "route-unknown"),
        Arguments.of("GET /v1/status?b=1 HTTP/1.1\r\n" + HOST + CLOSE, 400, "parameter-unknown"),
        // Request lines
        malformed("GET  /v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/status  HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET\t/v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/status HTTP/1.1 \r\n" + HOST + CLOSE),
        malformed(" GET /v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("GET /v1/status\r\n" + HOST + CLOSE),
        malformed("GET /v1/status HTTP/2.0\r\n" + HOST + CLOSE),
        malformed("GET /v1/status HTTP/1.2\r\n" + HOST + CLOSE),
        malformed("GET /v1/status http/1.1\r\n" + HOST + CLOSE),
        malformed("G@T /v1/status HTTP/1.1\r\n" + HOST + CLOSE),
        malformed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        malformed("\r\n\r\n" + GET + HOST + CLOSE),
        malformed("\u0016\u0003\u0001\u0002\r\n\r\n"),
        Arguments.of(
            "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n" + HOST + CLOSE,
            414,
            "request-line-too-long"),
        // Headers
        malformed(GET + HOST + "A: b\r\n c\r\n" + CLOSE),
        malformed(GET + HOST + "A: b\r\n\tc\r\n" + CLOSE),
        malformed(GET + " A: b\r\n" + HOST + CLOSE),
        malformed(GET + HOST + ": b\r\n" + CLOSE),
        malformed(GET + HOST + "A : b\r\n" + CLOSE),
        malformed(GET + HOST + "A\t: b\r\n" + CLOSE),
        malformed(GET + "Host : localhost\r\n" + CLOSE),
        malformed(GET + HOST + "A\r\n" + CLOSE),
        malformed(GET + HOST + "A(b): c\r\n" + CLOSE),
        malformed(GET + HOST + "A: b\0c\r\n" + CLOSE),
        malformed(GET + HOST + "A: b\rc\r\n" + CLOSE),
        malformed(GET + HOST + "A: b\n" + CLOSE),
        malformed("GET /v1/status HTTP/1.1\nHost: localhost\r\n" + CLOSE),
        malformed(GET + HOST + "A: \u007f\r\n" + CLOSE),
        Arguments.of(
            GET + HOST + "A: " + "b".repeat(8_300) + "\r\n" + CLOSE, 431, "headers-too-large"),
        // Bodies
        malformed(POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        malformed(POST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"),
        malformed(POST + "Content-Length: 1, 1\r\n\r\na"),
        malformed(POST + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        malformed(POST + "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n"),
        malformed(POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n"),
        malformed(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        malformed(POST + "Transfer-Encoding: identity\r\n\r\n"),
        malformed(POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        malformed(
            "POST /v1/status HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        malformed(POST + "Content-Length: -1\r\n\r\n"),
        malformed(POST + "Content-Length: +1\r\n\r\na"),
        malformed(POST + "Content-Length: 0x1\r\n\r\na"),
        malformed(POST + "Content-Length: 99999999999999999999\r\n\r\n"));
  }

  @ParameterizedTest(name = "{2} for {0}")
  @MethodSource("refused")
  void isRefusedWithACodeAndNothingBehindItIsAnswered(String raw, int status, String code)
      throws Exception {
    String hidden = status == 400 && code.equals("request-malformed") ? GET + HOST + CLOSE : "";
    String answer = server.exchange(raw + hidden);

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\"" + code + "\"");
    assertThat(answer).containsOnlyOnce("HTTP/1.1 ");
  }

  static Stream<String> taken() {
    return Stream.of(
        GET + HOST + CLOSE,
        "\r\n" + GET + HOST + CLOSE,
        GET + "Host: LOCALHOST:8411\r\n" + CLOSE,
        GET + "host:127.0.0.1\r\n" + CLOSE,
        GET + "Host: [::1]:80\r\n" + CLOSE,
        GET + HOST + "A:\r\nB: \t x\u00fc \t\r\n" + CLOSE,
        "GET http://localhost/v1/status HTTP/1.1\r\n" + HOST + CLOSE,
        "GET HTTP://LOCALHOST/v1/status?a=1 HTTP/1.1\r\n" + HOST + CLOSE,
        "GET /v1/status HTTP/1.0\r\n" + HOST + CLOSE,
        GET + HOST + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n" + CLOSE,
        GET + HOST + "Content-Length: 2\r\n" + CLOSE + "ab");
  }

  @ParameterizedTest
  @MethodSource("taken")
  void isTaken(String raw) throws Exception {
    assertThat(server.exchange(raw)).startsWith("HTTP/1.").contains(" 200 ").endsWith("\r\n\r\nx");
  }

  @Test
  void aHeadThatComesByteByByteIsTheSameHead() throws Exception {
    try (var socket = server.connect()) {
      socket.setTcpNoDelay(true);
      for (char c : (GET + HOST + CLOSE).toCharArray()) {
        ServedRoutes.send(socket, String.valueOf(c));
      }
      assertThat(ServedRoutes.rest(socket)).contains(" 200 ").endsWith("x");
    }
  }

  @Test
  void theHeadAloneMayBeAskedForWhereverThereIsSomethingToGet() throws Exception {
    String answer = server.exchange("HEAD /v1/status HTTP/1.1\r\n" + HOST + CLOSE);

    assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 1\r\n");
    assertThat(answer).endsWith("\r\n\r\n");
    assertThat(server.exchange("PUT /v1/status HTTP/1.1\r\n" + HOST + CLOSE))
        .containsIgnoringCase("Allow: GET, HEAD\r\n");
  }
}
