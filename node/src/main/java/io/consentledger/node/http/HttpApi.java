package io.consentledger.node.http;

import io.consentledger.node.config.HostPort;
import io.consentledger.node.config.Limits;
import io.consentledger.node.metrics.NodeMetrics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The HTTP server: takes requests off the wire within limits, hands them to the route table's
 * endpoints, and turns every failure into a problem that shows nothing of the node's inside.
 */
public final class HttpApi implements AutoCloseable {
  private final RouteTable table;
  private final Reads reads;
  private final NodeMetrics metrics;
  private final Failures failures;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Duration idle;
  private final UnsentAnswers unsent;
  private final HttpListener listener;
  private final ConnectionGuard guard;
  private volatile boolean draining;

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
    this.table = table;
    this.reads = reads;
    this.metrics = metrics;
    this.failures = new Failures(failed);
    this.idle = idle;
    this.unsent = new UnsentAnswers(Limits.HTTP_UNSENT_BYTES_MAX, idle);
    this.listener = new HttpListener(address);
    this.guard =
        new ConnectionGuard(
            listener.vertx(),
            Limits.HTTP_CONNECTIONS_MAX - Limits.HTTP_CONNECTIONS_SPARE,
            reads::forget);
  }

  /**
   * Listens; returns when requests are taken.
   *
   * @throws IOException where the address can't be bound
   */
  public void start() throws IOException {
    Router router = router(listener.vertx());
    metrics.gauge("http.connections", "Open connections, each a descriptor", listener::sockets);
    metrics.gauge(
        "http.unsent.bytes", "Bytes of answers that callers have not taken yet", unsent::bytes);
    metrics.gauge("http.reads.waiting", "Quick reads that wait for a thread", reads::waiting);
    metrics.gauge(
        "http.scans.waiting",
        "Reads that may take long and wait for a thread",
        reads::waitingScans);
    try {
      listener.start(idle, guard::opened, request -> accept(router, request), this::refuse);
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  /** Where it listens, once started. */
  int port() {
    return listener.port();
  }

  private Router router(Vertx on) {
    Router router = Router.router(on);
    router.route().handler(context -> receive(on, context));
    router
        .route(HttpMethod.POST, "/*")
        .handler(BodyHandler.create(false).setBodyLimit(Limits.HTTP_BODY_BYTES_MAX));
    for (Route route : table.routes()) {
      for (String method : RouteTable.methods(route)) {
        router
            .route(HttpMethod.valueOf(method), route.vertxPath())
            .handler(context -> handle(on, route, context));
      }
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
    } else {
      refuse(request, Problem.of(ProblemCode.REQUEST_MALFORMED, "the path is malformed"));
    }
  }

  /** What isn't a request: there is nothing to route. */
  private void refuse(HttpServerRequest request) {
    refuse(request, Failures.problem(request.decoderResult().cause()));
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    Answer refused = Answer.problem(problem);
    metrics.answered(refused.status());
    request
        .response()
        .setStatusCode(refused.status())
        .putHeader("Content-Type", refused.mediaType())
        .putHeader("Connection", "close")
        .end(Buffer.buffer(refused.body().toArray()))
        .onComplete(sent -> request.connection().close());
  }

  private void receive(Vertx on, RoutingContext context) {
    HttpConnection connection = context.request().connection();
    underWay.incrementAndGet();
    context.addEndHandler(
        ended -> {
          underWay.decrementAndGet();
          guard.answered(connection);
        });
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
    HttpConnection connection = context.request().connection();
    guard.begun(connection);
    Request request = new Request(context, guard.caller(connection), route.query());
    Context eventLoop = on.getOrCreateContext();
    route
        .endpoint()
        .answer(request)
        .thenApply(unsent::admit)
        .whenComplete(
            (admitted, failure) ->
                eventLoop.runOnContext(
                    nothing -> {
                      if (failure != null) {
                        context.fail(
                            failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
                      } else {
                        send(context, admitted);
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
    send(context, unsent.admit(found));
  }

  private void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      unsent.drop(answer);
      return;
    }
    metrics.answered(answer.status());
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.mediaType())
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store");
    answer.headers().forEach(response::putHeader);
    if (answer.stream().isPresent()) {
      stream(context, answer.stream().get());
    } else if (expectsBody(context)) {
      response.putHeader("Connection", "close");
      unsent.send(context, answer, () -> LingeringClose.of(context.request(), context.vertx()));
    } else {
      unsent.send(context, answer, () -> {});
    }
  }

  private static void stream(RoutingContext context, Consumer<RoutingContext> body) {
    if (context.request().method().equals(HttpMethod.HEAD)) {
      context.response().end();
    } else {
      body.accept(context);
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
    listener.close();
    reads.close();
  }
}
