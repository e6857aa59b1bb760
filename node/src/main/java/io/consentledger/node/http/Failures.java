package io.consentledger.node.http;

import io.consentledger.node.config.Limits;
import io.consentledger.node.http.wire.RefusedHead;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.VertxException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a request into a problem that shows nothing of the node's inside. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String ROUTE = "route";

  private final Consumer<Throwable> internal;

  /**
   * @param internal is told of what is no fault of the caller's
   */
  Failures(Consumer<Throwable> internal) {
    this.internal = internal;
  }

  /** The request is here in full: what fails from then on is the node's own fault. */
  static void mark(RoutingContext context, Route route) {
    context.put(ROUTE, route.path());
  }

  /** What to answer to a request that failed. */
  Answer problem(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof ProblemException problem) {
      return Answer.problem(problem.problem());
    }
    int status =
        failure instanceof HttpException http ? http.getStatusCode() : context.statusCode();
    if (failure instanceof CallerGoneException) {
      return Answer.problem(Problem.of(ProblemCode.NOT_READY, "nobody waits for this"));
    }
    if (failure instanceof RejectedExecutionException) {
      return Answer.problem(Problem.of(ProblemCode.NODE_BUSY, "too many reads wait already"));
    }
    if (status == 413) {
      return Answer.problem(
          Problem.of(
              ProblemCode.BODY_TOO_LARGE, "at most " + Limits.HTTP_BODY_BYTES_MAX + " bytes"));
    }
    boolean undecodable = failure instanceof IllegalArgumentException && context.get(ROUTE) == null;
    if (undecodable || (status >= 400 && status < 500)) {
      return Answer.problem(
          Problem.of(ProblemCode.REQUEST_MALFORMED, "the request can't be understood"));
    }
    if (context.get(ROUTE) == null && isTransport(failure)) {
      // The caller went away, or what it sent broke off: no fault of the node's, and no event.
      return Answer.problem(
          Problem.of(ProblemCode.REQUEST_MALFORMED, "the request did not arrive whole"));
    }
    String route = context.get(ROUTE, "none"); // Not the path: it may name a customer.
    LOG.error("event=request-failed route={}", route, failure);
    if (failure != null) {
      internal.accept(failure);
    }
    return Answer.problem(Problem.of(ProblemCode.INTERNAL, "the request was not carried out"));
  }

  /** What to answer to bytes that aren't a request. */
  static Problem problem(@Nullable Throwable malformed) {
    if (!(malformed instanceof RefusedHead refused)) {
      return Problem.of(ProblemCode.REQUEST_MALFORMED, "the request can't be understood");
    }
    ProblemCode code =
        switch (refused.status()) {
          case 414 -> ProblemCode.REQUEST_LINE_TOO_LONG;
          case 431 -> ProblemCode.HEADERS_TOO_LARGE;
          default -> ProblemCode.REQUEST_MALFORMED;
        };
    return Problem.of(code, refused.detail());
  }

  private static boolean isTransport(@Nullable Throwable failure) {
    return failure instanceof IOException
        || failure instanceof VertxException
        || failure instanceof DecoderException;
  }
}
