package io.consentledger.node.http;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A request's parts, read strictly: a wrong one ends it with a problem that names the part. */
final class Request {
  private final RoutingContext context;
  private final Caller caller;

  /**
   * @param caller who asks
   * @param allowed the query parameters that the route takes; any other is refused
   */
  Request(RoutingContext context, Caller caller, Set<String> allowed) {
    this.context = context;
    this.caller = caller;
    for (String name : context.queryParams().names()) {
      if (!allowed.contains(name)) {
        throw new ProblemException(
            ProblemCode.PARAMETER_UNKNOWN,
            "this route takes "
                + (allowed.isEmpty() ? "no parameters" : String.join(", ", allowed)));
      }
    }
  }

  Caller caller() {
    return caller;
  }

  /** A part of the path; the route makes sure that it is there. */
  String path(String name) {
    String value = context.pathParam(name);
    return value == null ? "" : value;
  }

  /** A part of the path that must be 64 hexadecimal digits. */
  Digest pathDigest(String name) {
    return digest(name, path(name));
  }

  long pathNumber(String name, long min, long max) {
    return number(name, path(name), min, max);
  }

  Optional<String> query(String name) {
    List<String> values = context.queryParams().getAll(name);
    if (values.size() > 1) {
      throw new ProblemException(ProblemCode.PARAMETER_INVALID, name + " is given twice");
    }
    return values.stream().findFirst();
  }

  String required(String name) {
    return query(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new ProblemException(ProblemCode.PARAMETER_MISSING, name + " must be given"));
  }

  List<String> all(String name, int max) {
    List<String> values = context.queryParams().getAll(name);
    if (values.size() > max) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, name + " may be given at most " + max + " times");
    }
    return List.copyOf(values);
  }

  long number(String name, long min, long max, long absent) {
    return query(name).map(value -> number(name, value, min, max)).orElse(absent);
  }

  <T> T oneOf(String name, T absent, Function<String, Optional<T>> parse, String mustBe) {
    Optional<String> value = query(name);
    if (value.isEmpty()) {
      return absent;
    }
    return parse
        .apply(value.get())
        .orElseThrow(
            () -> new ProblemException(ProblemCode.PARAMETER_INVALID, name + " must be " + mustBe));
  }

  /** Whether the caller asked for this node's own state, however old. */
  boolean local() {
    return oneOf(
        "consistency",
        false,
        value ->
            switch (value) {
              case "local" -> Optional.of(true);
              case "linearizable" -> Optional.of(false);
              default -> Optional.empty();
            },
        "linearizable or local");
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  Bytes body() {
    Buffer buffer = context.body().buffer();
    return buffer == null ? Bytes.EMPTY : Bytes.owning(buffer.getBytes());
  }

  /** Has something done once, when the answer is out or the connection gone. */
  void whenOver(Runnable action) {
    if (context.response().ended() || context.response().closed()) {
      action.run();
    } else {
      context.addEndHandler(over -> action.run());
    }
  }

  /** The media type without its parameters, in small letters; empty where there is none. */
  String mediaType() {
    MultiMap headers = context.request().headers();
    String value = headers.get("Content-Type");
    if (value == null || headers.contains("Content-Encoding")) {
      return "";
    }
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }

  static Digest digest(String name, String hex) {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new ProblemException(
          ProblemCode.PARAMETER_INVALID, name + " must be 64 hexadecimal digits in small letters");
    }
    return Digest.fromHex(hex);
  }

  private static long number(String name, String text, long min, long max) {
    if (text.matches("0|[1-9][0-9]{0,17}")) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new ProblemException(
        ProblemCode.PARAMETER_INVALID, name + " must be a whole number from " + min + " to " + max);
  }
}
