package io.consentledger.node.http;

import io.consentledger.node.config.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Closes a connection whose request was answered before its body was here. Closing at once would
 * make the kernel answer the rest of the body with a reset, and a reset makes the client's kernel
 * throw away the answer that it had not read yet (RFC 9112, section 9.6). So a bounded rest is read
 * and dropped first. Called on the connection's event loop.
 */
final class LingeringClose {
  private final HttpServerRequest request;
  private int dropped;

  private LingeringClose(HttpServerRequest request) {
    this.request = request;
  }

  static void of(HttpServerRequest request, Vertx vertx) {
    new LingeringClose(request).start(vertx);
  }

  private void start(Vertx vertx) {
    if (request.isEnded()) {
      close();
      return;
    }
    vertx.setTimer(Limits.HTTP_LINGER.toMillis(), late -> close());
    request.handler(
        part -> {
          dropped += part.length();
          if (dropped > Limits.HTTP_LINGER_BYTES_MAX) {
            close();
          }
        });
    request.exceptionHandler(broken -> close());
    request.endHandler(complete -> close());
    request.resume();
  }

  private void close() {
    request.connection().close();
  }
}
