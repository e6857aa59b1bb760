package io.consentledger.node.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.node.health.Condition;
import io.consentledger.node.health.NotReady;

/**
 * A refused request as RFC 9457 has it: {@code code} is stable, {@code detail} says what was wrong
 * with this one, {@code action} what the caller can do. Never holds what the caller must not see.
 */
record Problem(int status, String code, String title, String detail, String action) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(ProblemCode code, String detail) {
    return new Problem(code.status(), code.code(), code.title(), detail, code.action());
  }

  /** A read that this node can't answer from the newest state, under the condition's code. */
  static Problem of(NotReady reason) {
    return of(reason.condition(), reason.detail());
  }

  static Problem of(Condition condition, String detail) {
    return new Problem(
        ProblemCode.NOT_READY.status(),
        condition.code(),
        condition.sentence(),
        detail,
        "Ask another node; for this node's own state, which may be old, add consistency=local.");
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "urn:consentledger:problem:" + code)
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .put("code", code)
        .put("action", action);
  }
}
