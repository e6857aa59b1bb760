package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what {@link Fields} reads. */
final class Json {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  private Json() {}

  static Json payload(Payload payload) {
    return new Json().text("salt", payload.salt().toHex());
  }

  static Json controller(ControllerPayload payload) {
    return payload(payload).text("controllerId", payload.controllerId().toHex());
  }

  static Json subject(SubjectPayload payload) {
    return controller(payload).text("subjectRef", payload.subjectRef().toHex());
  }

  static Json empty() {
    return new Json();
  }

  Json text(String name, String value) {
    node.put(name, value);
    return this;
  }

  /** Left out where there is no value. */
  Json optional(String name, @Nullable String value) {
    return value == null ? this : text(name, value);
  }

  Json details(@Nullable Digest commitment) {
    return optional("details", commitment == null ? null : commitment.toHex());
  }

  Json integer(String name, long value) {
    node.put(name, value);
    return this;
  }

  Json code(String name, Enum<?> value) {
    return text(name, value.name());
  }

  Json texts(String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    for (String value : values) {
      array.add(value);
    }
    return this;
  }

  /** Left out where there are none. */
  Json textsIfAny(String name, List<String> values) {
    return values.isEmpty() ? this : texts(name, values);
  }

  Json notice(String name, NoticeRef ref) {
    return object(name, empty().text("id", ref.id()).integer("version", ref.version()));
  }

  Json process(String name, ProcessRef ref) {
    return object(name, empty().text("id", ref.id()).integer("version", ref.version()));
  }

  Json object(String name, Json inner) {
    node.set(name, inner.node);
    return this;
  }

  ObjectNode done() {
    return node;
  }
}
