package io.consentledger.cli.bench;

import io.consentledger.cli.base.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kept-alive HTTP/1.1 connection that costs next to nothing: writes prepared bytes, reads the
 * status and skips the body. Knows answers with a Content-Length only. One thread.
 */
final class RawConnection implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final String LENGTH = "content-length:";

  private final InetSocketAddress address;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private Socket socket = new Socket();

  RawConnection(URI node) {
    this.address = new InetSocketAddress(node.getHost(), node.getPort());
  }

  /**
   * Sends a request and reads the whole answer; connects where necessary.
   *
   * @return the HTTP status
   * @throws IOException where no whole answer came; the next call connects anew
   */
  int exchange(byte[] request) throws IOException {
    try {
      if (!socket.isConnected()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Limits.REQUEST_TIMEOUT_MILLIS + Limits.REQUEST_SLACK_MILLIS);
        socket.connect(address, Limits.CONNECT_TIMEOUT_MILLIS);
      }
      socket.getOutputStream().write(request);
      return readAnswer(socket.getInputStream());
    } catch (IOException e) {
      close();
      socket = new Socket();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int readAnswer(InputStream in) throws IOException {
    int filled = 0;
    int end = -1;
    while (end < 0) {
      if (filled == buffer.length) {
        throw new IOException("the answer's head is longer than " + BUFFER_BYTES + " bytes");
      }
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        throw new EOFException("the node closed the connection");
      }
      int from = Math.max(0, filled - 3);
      filled += read;
      end = headEnd(from, filled);
    }
    String head = new String(buffer, 0, end, StandardCharsets.US_ASCII);
    long missing = contentLength(head) - (filled - end);
    while (missing > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
      if (read < 0) {
        throw new EOFException("the node closed the connection in an answer");
      }
      missing -= read;
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  private int headEnd(int from, int filled) {
    for (int i = from; i + 3 < filled; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private static long contentLength(String head) throws IOException {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("an answer without Content-Length");
    }
    int end = head.indexOf('\r', at);
    return Long.parseLong(head.substring(at + LENGTH.length(), end).strip());
  }
}
