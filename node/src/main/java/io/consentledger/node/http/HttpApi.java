package io.consentledger.node.http;

import io.consentledger.node.config.HostPort;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: takes requests off the wire within limits, hands them to the route table's
 * endpoints, and turns every failure into a problem that shows nothing of the node's inside.
 */
public final class HttpApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final HostPort address;
  private final RouteTable table;
  private final Reads reads;
  private final NodeMetrics metrics;
  private final Failures failures;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Duration idle;
  private final UnsentAnswers unsent = new UnsentAnswers(Limits.HTTP_UNSENT_BYTES_MAX);
  private volatile boolean draining;
  private @Nullable Vertx vertx;
  private @Nullable HttpServer server;

  /**
   * @param idle how long a connection may go without a whole request or a whole answer
   */
  HttpApi(
      HostPort address,
      RouteTable table,
      Reads reads,
      NodeMetrics metrics,
      Consumer<Throwable> failed,
      Duration idle) {
    this.address = address;
    this.table = table;
    this.reads = reads;
    this.metrics = metrics;
    this.failures = new Failures(failed);
    this.idle = idle;
  }

  /**
   * Listens; returns when requests are taken.
   *
   * @throws IOException where the address can't be bound
   */
  public void start() throws IOException {
    Vertx started =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    vertx = started;
    ConnectionGuard guard = new ConnectionGuard(started);
    HttpServer made = started.createHttpServer(options()).connectionHandler(guard::opened);
    Router router = router(started, guard);
    server = made.requestHandler(request -> accept(router, request));
    metrics.gauge("http.connections", "Open connections", guard::open);
    metrics.gauge(
        "http.unsent.bytes", "Bytes of answers that callers have not taken yet", unsent::bytes);
    try {
      await(made.listen(), Limits.STOP_STEP);
    } catch (IOException failed) {
      close();
      throw new IOException("can't listen on " + address + ": " + failed.getMessage(), failed);
    }
  }

  /** Where it listens, once started. */
  int port() {
    return server == null ? address.port() : server.actualPort();
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) idle.toMillis())
        .setMaxInitialLineLength(Limits.HTTP_REQUEST_LINE_BYTES_MAX)
        .setMaxHeaderSize(Limits.HTTP_HEADERS_BYTES_MAX)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setTcpNoDelay(true);
  }

  private Router router(Vertx on, ConnectionGuard guard) {
    Router router = Router.router(on);
    router.route().handler(context -> receive(on, guard, context));
    router
        .route(HttpMethod.POST, "/*")
        .handler(BodyHandler.create(false).setBodyLimit(Limits.HTTP_BODY_BYTES_MAX));
    for (Route route : table.routes()) {
      router
          .route(HttpMethod.valueOf(route.method()), route.vertxPath())
          .handler(context -> handle(on, route, context));
    }
    router.route().handler(this::unrouted);
    router.route().failureHandler(context -> answer(context, failures.problem(context)));
    return router;
  }

  /** The router throws on a path with a broken escape, and would write that to the log. */
  private void accept(Router router, HttpServerRequest request) {
    String path = request.path();
    if (path != null && path.matches("/([^%]|%[0-9A-Fa-f]{2})*+")) {
      router.handle(request);
      return;
    }
    Answer refused =
        Answer.problem(Problem.of(ProblemCode.REQUEST_MALFORMED, "the path is malformed"));
    metrics.answered(refused.status());
    request
        .response()
        .setStatusCode(refused.status())
        .putHeader("Content-Type", refused.mediaType())
        .putHeader("Connection", "close")
        .end(Buffer.buffer(refused.body().toArray()))
        .onComplete(sent -> request.connection().close());
  }

  private void receive(Vertx on, ConnectionGuard guard, RoutingContext context) {
    guard.spoke(context.request().connection());
    underWay.incrementAndGet();
    context.addEndHandler(ended -> underWay.decrementAndGet());
    if (draining) {
      throw new ProblemException(ProblemCode.NOT_READY, "the node is stopping");
    }
    if (!HostHeader.namesThisMachine(context.request().getHeader("Host"))) {
      throw new ProblemException(
          ProblemCode.HOST_NOT_ALLOWED,
          "a web page may have been made to call this node under another name");
    }
    if (expectsBody(context)) {
      long timer =
          on.setTimer(
              Limits.HTTP_RECEIVE.toMillis(),
              id -> {
                if (!context.request().isEnded()) {
                  context.fail(
                      new ProblemException(ProblemCode.RECEIVE_TIMEOUT, "the body isn't complete"));
                }
              });
      context.addEndHandler(ended -> on.cancelTimer(timer));
    }
    context.next();
  }

  private void handle(Vertx on, Route route, RoutingContext context) {
    Failures.mark(context, route);
    Request request = new Request(context, route.query());
    Context eventLoop = on.getOrCreateContext();
    route
        .endpoint()
        .answer(request)
        .whenComplete(
            (found, failure) ->
                eventLoop.runOnContext(
                    nothing -> {
                      if (failure != null) {
                        context.fail(
                            failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
                      } else {
                        answer(context, found);
                      }
                    }));
  }

  private void unrouted(RoutingContext context) {
    TreeSet<String> methods = new TreeSet<>(table.methodsAt(context.normalizedPath()));
    if (methods.isEmpty()) {
      throw new ProblemException(ProblemCode.ROUTE_UNKNOWN, "nothing is served at this path");
    }
    String allowed = String.join(", ", methods);
    answer(
        context,
        Answer.problem(Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "this route takes " + allowed))
            .with("Allow", allowed));
  }

  private void answer(RoutingContext context, Answer found) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Answer answer = unsent.admit(found);
    metrics.answered(answer.status());
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.mediaType())
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store");
    answer.headers().forEach(response::putHeader);
    if (answer.stream().isPresent()) {
      answer.stream().get().accept(context);
    } else if (expectsBody(context)) {
      response.putHeader("Connection", "close");
      unsent
          .send(context, answer)
          .onComplete(sent -> LingeringClose.of(context.request(), context.vertx()));
    } else {
      unsent.send(context, answer);
    }
  }

  /** Whether a body was announced and isn't here in full. */
  private static boolean expectsBody(RoutingContext context) {
    HttpServerRequest request = context.request();
    String length = request.getHeader("Content-Length");
    return !request.isEnded()
        && (request.headers().contains("Transfer-Encoding")
            || (length != null && !length.equals("0")));
  }

  /** Takes no new requests, waits a bounded time for those under way, then closes. */
  @Override
  public void close() {
    draining = true;
    HttpServer listening = server;
    Vertx running = vertx;
    if (listening != null) {
      stop(
          listening.shutdown(Limits.STOP_STEP.toMillis(), TimeUnit.MILLISECONDS),
          Limits.STOP_STEP.plusSeconds(1));
    }
    if (running != null) {
      stop(running.close(), Limits.STOP_STEP);
    }
    reads.close();
  }

  private void stop(Future<?> stopping, Duration patience) {
    try {
      await(stopping, patience);
    } catch (IOException late) {
      LOG.warn("event=http-stop-incomplete under_way={}", underWay.get(), late);
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
