package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.ledger.json.CanonicalJson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Changes a canonical JSON file at one place: each value of it, in each way that there is. */
final class Mutations {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A place: a container, and the name or the number of a value in it. */
  private record Place(JsonNode in, String name, int index) {
    JsonNode value() {
      return in.isObject() ? in.get(name) : in.get(index);
    }

    void put(JsonNode value) {
      if (in instanceof ObjectNode object) {
        object.set(name, value);
      } else {
        ((ArrayNode) in).set(index, value);
      }
    }
  }

  private final ObjectNode root;
  private final Random random;

  Mutations(Bytes file, Random random) {
    try {
      this.root = (ObjectNode) MAPPER.readTree(file.utf8());
    } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
    this.random = random;
  }

  /** One change at a place of its own choice; empty where it can't be spelled. */
  Optional<Bytes> next() {
    ObjectNode copy = root.deepCopy();
    List<Place> places = new ArrayList<>();
    collect(copy, places);
    Place place = places.get(random.nextInt(places.size()));
    change(place, places);
    try {
      return Optional.of(CanonicalJson.encode(copy));
    } catch (IllegalArgumentException unspellable) {
      return Optional.empty();
    }
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(name -> places.add(new Place(node, name, 0)));
    } else {
      for (int i = 0; i < node.size(); i++) {
        places.add(new Place(node, "", i));
      }
    }
    node.forEach(child -> collect(child, places));
  }

  private void change(Place place, List<Place> places) {
    JsonNode value = place.value();
    switch (random.nextInt(8)) {
      case 0 -> drop(place);
      case 1 -> repeat(place);
      case 2 -> place.put(ofAnotherType());
      case 3 -> place.put(places.get(random.nextInt(places.size())).value().deepCopy());
      default -> place.put(bent(value));
    }
  }

  private static void drop(Place place) {
    if (place.in() instanceof ObjectNode object) {
      object.remove(place.name());
    } else {
      ((ArrayNode) place.in()).remove(place.index());
    }
  }

  private static void repeat(Place place) {
    if (place.in() instanceof ObjectNode object) {
      object.set(place.name() + "2", place.value().deepCopy());
    } else {
      ((ArrayNode) place.in()).insert(place.index(), place.value().deepCopy());
    }
  }

  private JsonNode ofAnotherType() {
    List<JsonNode> others =
        List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(0),
            NODES.textNode(""),
            NODES.textNode("AAAA"),
            NODES.arrayNode(),
            NODES.objectNode());
    return others.get(random.nextInt(others.size()));
  }

  private JsonNode bent(JsonNode value) {
    if (value.isIntegralNumber()) {
      List<Long> bounds =
          List.of(-1L, 0L, 1L, 1L << 31, (1L << 31) - 1, (1L << 53) - 1, 1_000_001L);
      return NODES.numberNode(
          random.nextInt(3) == 0
              ? value.bigIntegerValue().add(BigInteger.ONE)
              : BigInteger.valueOf(bounds.get(random.nextInt(bounds.size()))));
    }
    if (value.isTextual()) {
      return NODES.textNode(bent(value.textValue()));
    }
    return value.isArray() ? shuffled((ArrayNode) value) : ofAnotherType();
  }

  private JsonNode shuffled(ArrayNode list) {
    List<JsonNode> order = new ArrayList<>();
    list.forEach(order::add);
    java.util.Collections.shuffle(order, random);
    ArrayNode shuffled = NODES.arrayNode();
    order.forEach(shuffled::add);
    return shuffled;
  }

  private String bent(String text) {
    int at = text.isEmpty() ? 0 : random.nextInt(text.length());
    return switch (random.nextInt(7)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text.toLowerCase(Locale.ROOT);
      case 2 -> text + text;
      case 3 -> text.substring(0, at);
      case 4 -> text + "=";
      case 5 -> text.substring(0, at) + "\u00e9" + text.substring(at);
      default -> flipped(text, at);
    };
  }

  /** A character that goes on being one of base64 and of hexadecimal. */
  private String flipped(String text, int at) {
    if (text.isEmpty()) {
      return "0";
    }
    char with = "0123456789abcdefABCDEF+/".charAt(random.nextInt(24));
    return text.substring(0, at) + with + text.substring(at + 1);
  }
}
