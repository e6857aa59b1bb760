package io.consentledger.cli.client;

import io.consentledger.cli.base.Limits;
import io.consentledger.crypto.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with one node. Connections are kept alive by the JDK. Every exchange has
 * time-outs; nothing is retried here.
 */
final class NodeConnection {
  static {
    // Read once by the JDK, when the first connection is made. Its default keeps only 5 connections
    // to a host, and it repeats a failed POST behind our back, which would hide a lost answer.
    System.setProperty("http.maxConnections", Integer.toString(Limits.CONNECTIONS_KEPT_MAX));
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private NodeConnection() {}

  /**
   * Sends one request and reads the whole answer.
   *
   * @param body the bytes to POST, or null for a GET
   * @throws IOException where no whole answer came; the request may have had its effect
   */
  static Answer exchange(
      NodeAddress node, String pathAndQuery, @Nullable Bytes body, int readTimeoutMillis)
      throws IOException {
    return exchange(node, pathAndQuery, "application/octet-stream", body, readTimeoutMillis);
  }

  /** The same with another media type of the body. */
  static Answer exchange(
      NodeAddress node,
      String pathAndQuery,
      String mediaType,
      @Nullable Bytes body,
      int readTimeoutMillis)
      throws IOException {
    URI target = node.reach().resolve(pathAndQuery);
    HttpURLConnection connection =
        (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(Math.min(Limits.CONNECT_TIMEOUT_MILLIS, readTimeoutMillis));
    connection.setReadTimeout(readTimeoutMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "application/json, application/problem+json");
    if (body != null) {
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", mediaType);
      connection.setFixedLengthStreamingMode(body.size());
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.toArray());
      }
    }
    return answer(node, connection, connection.getResponseCode());
  }

  /** Reads the whole answer. */
  static Answer answer(NodeAddress node, HttpURLConnection connection, int status)
      throws IOException {
    return new Answer(node, status, readAll(connection, status), retryAfter(connection));
  }

  // The body is read to its end in every case, or the JDK can't use the connection again.
  private static Bytes readAll(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return Bytes.EMPTY;
      }
      byte[] all = in.readNBytes(Limits.ANSWER_BYTES_MAX + 1);
      if (all.length > Limits.ANSWER_BYTES_MAX) {
        throw new IOException("the answer is longer than " + Limits.ANSWER_BYTES_MAX + " bytes");
      }
      return Bytes.owning(all);
    }
  }

  private static long retryAfter(HttpURLConnection connection) {
    String seconds = connection.getHeaderField("Retry-After");
    if (seconds == null || !seconds.matches("[0-9]{1,4}")) {
      return 0;
    }
    return Long.parseLong(seconds) * 1_000;
  }
}
