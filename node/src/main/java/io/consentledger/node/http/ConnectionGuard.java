package io.consentledger.node.http;

import io.consentledger.node.config.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds what connections can hold: their number, and the time until each has sent its first
 * complete request head. Called on event loops.
 */
final class ConnectionGuard {
  private final Vertx vertx;
  private final Map<HttpConnection, Long> silent = new ConcurrentHashMap<>();
  private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();

  ConnectionGuard(Vertx vertx) {
    this.vertx = vertx;
  }

  void opened(HttpConnection connection) {
    if (open.size() >= Limits.HTTP_CONNECTIONS_MAX) {
      connection.close();
      return;
    }
    open.put(connection, true);
    long timer =
        vertx.setTimer(
            Limits.HTTP_RECEIVE.toMillis(),
            id -> {
              if (silent.remove(connection) != null) {
                connection.close();
              }
            });
    silent.put(connection, timer);
    connection.closeHandler(
        nothing -> {
          open.remove(connection);
          spoke(connection);
        });
  }

  /** A request's head came in full. */
  void spoke(HttpConnection connection) {
    Long timer = silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  int open() {
    return open.size();
  }
}
