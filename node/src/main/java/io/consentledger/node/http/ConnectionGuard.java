package io.consentledger.node.http;

import io.consentledger.node.config.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides whose connection goes where there are too many. A connection is arriving until it has
 * sent a whole request, busy while the node owes an answer, and resting between. Where room is
 * short, the one goes that has been arriving longest, else the one that has been resting longest,
 * never a busy one. All callers are on this machine and can take any address of it, so each
 * connection counts alike. For any thread.
 */
final class ConnectionGuard {
  private final Vertx vertx;
  private final int openMax;
  private final Consumer<Caller> left;
  private final Map<HttpConnection, Caller> open = new HashMap<>();
  private final Map<HttpConnection, Boolean> arriving = new LinkedHashMap<>();
  private final Map<HttpConnection, Boolean> resting = new LinkedHashMap<>();

  /**
   * @param openMax connections that are open at a time before one has to go
   * @param left is told of each caller that is gone
   */
  ConnectionGuard(Vertx vertx, int openMax, Consumer<Caller> left) {
    this.vertx = vertx;
    this.openMax = openMax;
    this.left = left;
  }

  void opened(HttpConnection connection) {
    takeIn(connection).ifPresent(HttpConnection::close);
    long timer =
        vertx.setTimer(
            Limits.HTTP_RECEIVE.toMillis(),
            late -> {
              if (isArriving(connection)) {
                connection.close();
              }
            });
    connection.closeHandler(
        nothing -> {
          vertx.cancelTimer(timer);
          closed(connection);
        });
  }

  private synchronized boolean isArriving(HttpConnection connection) {
    return arriving.containsKey(connection);
  }

  /** Adds a connection; returns the one that has to go for it. */
  private synchronized Optional<HttpConnection> takeIn(HttpConnection connection) {
    Optional<HttpConnection> victim =
        open.size() < openMax ? Optional.empty() : first(arriving).or(() -> first(resting));
    open.put(connection, new Caller());
    arriving.put(connection, true);
    return victim;
  }

  /** Removed from where it stands, so that the next one isn't it again. */
  private static Optional<HttpConnection> first(Map<HttpConnection, Boolean> of) {
    Iterator<HttpConnection> all = of.keySet().iterator();
    if (!all.hasNext()) {
      return Optional.empty();
    }
    HttpConnection first = all.next();
    all.remove();
    return Optional.of(first);
  }

  /** A whole request is here. */
  synchronized void begun(HttpConnection connection) {
    arriving.remove(connection);
    resting.remove(connection);
  }

  /** Its answer is out. */
  synchronized void answered(HttpConnection connection) {
    if (open.containsKey(connection)) {
      arriving.remove(connection);
      resting.put(connection, true);
    }
  }

  private void closed(HttpConnection connection) {
    Optional<Caller> gone;
    synchronized (this) {
      gone = Optional.ofNullable(open.remove(connection));
      arriving.remove(connection);
      resting.remove(connection);
    }
    gone.ifPresent(
        caller -> {
          caller.leave();
          left.accept(caller);
        });
  }

  /** Who is at the other end; one that is gone where that is closed already. */
  synchronized Caller caller(HttpConnection connection) {
    Caller known = open.get(connection);
    if (known != null) {
      return known;
    }
    Caller gone = new Caller();
    gone.leave();
    return gone;
  }

  synchronized int open() {
    return open.size();
  }
}
