package io.consentledger.node.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Plain GETs on a node. */
final class NodeHttp {
  private static final int TIMEOUT_MILLIS = 10_000;

  private NodeHttp() {}

  /** The status code, or -1 where nobody answers. */
  static int status(String url) {
    try {
      HttpURLConnection connection = open(url);
      try {
        return connection.getResponseCode();
      } finally {
        connection.disconnect();
      }
    } catch (IOException nobody) {
      return -1;
    }
  }

  static JsonNode json(String url) {
    try (InputStream body = open(url).getInputStream()) {
      return new ObjectMapper().readTree(body);
    } catch (IOException failed) {
      throw new UncheckedIOException(url, failed);
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }
}
