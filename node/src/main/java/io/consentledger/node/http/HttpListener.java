package io.consentledger.node.http;

import io.consentledger.node.config.HostPort;
import io.consentledger.node.config.Limits;
import io.consentledger.node.http.wire.AcceptBounds;
import io.consentledger.node.http.wire.BoundedTransport;
import io.consentledger.node.http.wire.StrictDecoder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket, the threads and the library's server behind the HTTP interface. */
final class HttpListener {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  private final HostPort address;
  private final Vertx vertx;
  private final AcceptBounds bounds =
      new AcceptBounds(
          new AcceptBounds.Sizes(
              Limits.HTTP_CONNECTIONS_MAX,
              Limits.HTTP_OPENING_MAX,
              Limits.HTTP_ACCEPTS_PER_SECOND,
              Limits.HTTP_ACCEPTS_AT_ONCE),
          System::nanoTime);
  private @Nullable HttpServer server;

  HttpListener(HostPort address) {
    this.address = address;
    this.vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(2)
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false)))
            .withTransport(
                BoundedTransport.of(
                    bounds,
                    new StrictDecoder.Bounds(
                        Limits.HTTP_REQUEST_LINE_BYTES_MAX, Limits.HTTP_HEADERS_BYTES_MAX)))
            .build();
  }

  Vertx vertx() {
    return vertx;
  }

  /** Connections that hold a descriptor. */
  int sockets() {
    return bounds.open();
  }

  /** Where it listens, once started. */
  int port() {
    return server == null ? address.port() : server.actualPort();
  }

  /**
   * Listens; returns when requests are taken.
   *
   * @param idle how long a connection may go without a whole request or a part of an answer
   * @param malformed is given what isn't a request, to be refused
   * @throws IOException where the address can't be bound
   */
  void start(
      Duration idle,
      Handler<HttpConnection> opened,
      Handler<HttpServerRequest> requests,
      Handler<HttpServerRequest> malformed)
      throws IOException {
    HttpServer made =
        vertx
            .createHttpServer(options(idle))
            .connectionHandler(opened)
            .requestHandler(requests)
            .invalidRequestHandler(malformed);
    server = made;
    try {
      await(made.listen(), Limits.STOP_STEP);
    } catch (IOException failed) {
      throw new IOException("can't listen on " + address + ": " + failed.getMessage(), failed);
    }
  }

  private HttpServerOptions options(Duration idle) {
    return new HttpServerOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setAcceptBacklog(Limits.HTTP_BACKLOG)
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) idle.toMillis())
        .setMaxInitialLineLength(Limits.HTTP_REQUEST_LINE_BYTES_MAX)
        .setMaxHeaderSize(Limits.HTTP_HEADERS_BYTES_MAX)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setTcpNoDelay(true);
  }

  /** Waits a bounded time for requests under way, then closes. */
  void close() {
    HttpServer listening = server;
    if (listening != null) {
      stop(
          listening.shutdown(Limits.STOP_STEP.toMillis(), TimeUnit.MILLISECONDS),
          Limits.STOP_STEP.plusSeconds(1));
    }
    stop(vertx.close(), Limits.STOP_STEP);
  }

  private void stop(Future<?> stopping, Duration patience) {
    try {
      await(stopping, patience);
    } catch (IOException late) {
      LOG.warn("event=http-stop-incomplete connections={}", sockets(), late);
    }
  }

  private static void await(Future<?> future, Duration patience) throws IOException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException(cause.getMessage(), cause);
    } catch (TimeoutException late) {
      throw new IOException("not done after " + patience.toMillis() + " ms", late);
    }
  }
}
