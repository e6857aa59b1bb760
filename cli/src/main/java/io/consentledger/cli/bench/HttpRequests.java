package io.consentledger.cli.bench;

import io.consentledger.crypto.Bytes;
import java.nio.charset.StandardCharsets;

/** HTTP requests as bytes. */
final class HttpRequests {
  private HttpRequests() {}

  /**
   * @param wait what the node is to wait for before it answers
   */
  static byte[] post(Bytes transaction, String wait) {
    String head =
        "POST /v1/transactions?wait="
            + wait
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/octet-stream\r\nContent-Length: "
            + transaction.size()
            + "\r\n\r\n";
    return Bytes.concat(ascii(head), transaction).toArray();
  }

  static byte[] get(String path) {
    return ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").toArray();
  }

  private static Bytes ascii(String text) {
    return Bytes.owning(text.getBytes(StandardCharsets.US_ASCII));
  }
}
