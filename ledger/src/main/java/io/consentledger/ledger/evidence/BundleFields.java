package io.consentledger.ledger.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of one object of a bundle, knows where it is, and refuses all that has a second
 * spelling, and fields that were never asked for.
 */
final class BundleFields {
  static final String MALFORMED = "bundle-malformed";

  private final String path;
  private final ObjectNode object;
  private int read;

  BundleFields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Each field is asked for once: the count tells whether one is left. */
  void end() throws EvidenceException {
    if (read != object.size()) {
      throw malformed(path, "fields that are not of the format");
    }
  }

  void word(String name, String expected) throws EvidenceException {
    require(text(node(name), place(name)).equals(expected), name, "not " + expected);
  }

  long integer(String name) throws EvidenceException {
    JsonNode node = node(name);
    require(node.isIntegralNumber(), name, "not an integer");
    return node.longValue();
  }

  boolean flag(String name) throws EvidenceException {
    JsonNode node = node(name);
    require(node.isBoolean(), name, "neither true nor false");
    return node.booleanValue();
  }

  /** A name or a code: 1 to 128 printable characters of ASCII. */
  String name(String name) throws EvidenceException {
    return name(node(name), place(name));
  }

  List<String> names(String name, int max) throws EvidenceException {
    JsonNode array = array(name);
    require(array.size() <= max, name, "more than " + max);
    List<String> names = new ArrayList<>();
    for (JsonNode element : array) {
      names.add(name(element, place(name)));
    }
    return names;
  }

  Digest digest(String name) throws EvidenceException {
    return digest(node(name), place(name));
  }

  List<Digest> digests(String name, int max) throws EvidenceException {
    JsonNode array = array(name);
    require(!array.isEmpty() && array.size() <= max, name, "not 1 to " + max + " digests");
    List<Digest> digests = new ArrayList<>();
    for (JsonNode element : array) {
      digests.add(digest(element, place(name)));
    }
    return digests;
  }

  Bytes bytes(String name) throws EvidenceException {
    return bytes(node(name), place(name));
  }

  List<Bytes> binaries(String name) throws EvidenceException {
    List<Bytes> binaries = new ArrayList<>();
    for (JsonNode element : array(name)) {
      binaries.add(bytes(element, place(name)));
    }
    return binaries;
  }

  /** Hashes of 32 bytes each, one after another. */
  List<Digest> path(String name) throws EvidenceException {
    Bytes joined = bytes(name);
    int count = joined.size() / Digest.SIZE_BYTES;
    require(
        joined.size() % Digest.SIZE_BYTES == 0 && count <= Limits.PATH_HASHES_MAX,
        name,
        "not at most " + Limits.PATH_HASHES_MAX + " hashes of 32 bytes");
    List<Digest> hashes = new ArrayList<>(count);
    for (int at = 0; at < joined.size(); at += Digest.SIZE_BYTES) {
      hashes.add(new Digest(joined.slice(at, at + Digest.SIZE_BYTES)));
    }
    return hashes;
  }

  BundleFields object(String name) throws EvidenceException {
    if (node(name) instanceof ObjectNode child) {
      return new BundleFields(place(name), child);
    }
    throw malformed(place(name), "not an object");
  }

  List<BundleFields> objects(String name) throws EvidenceException {
    List<BundleFields> objects = new ArrayList<>();
    for (JsonNode element : array(name)) {
      String place = place(name) + "[" + objects.size() + "]";
      if (!(element instanceof ObjectNode child)) {
        throw malformed(place, "not an object");
      }
      objects.add(new BundleFields(place, child));
    }
    return objects;
  }

  void require(boolean holds, String name, String otherwise) throws EvidenceException {
    if (!holds) {
      throw malformed(place(name), otherwise);
    }
  }

  private JsonNode array(String name) throws EvidenceException {
    JsonNode array = node(name);
    require(array.isArray(), name, "not a list");
    return array;
  }

  private JsonNode node(String name) throws EvidenceException {
    JsonNode node = object.get(name);
    if (node == null) {
      throw malformed(place(name), "missing");
    }
    read++;
    return node;
  }

  private String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Digest digest(JsonNode node, String place) throws EvidenceException {
    String hex = text(node, place);
    if (hex.length() != 2 * Digest.SIZE_BYTES || !isLowerHex(hex)) {
      throw malformed(place, "not 64 lower-case hexadecimal digits");
    }
    return Digest.fromHex(hex);
  }

  private static Bytes bytes(JsonNode node, String place) throws EvidenceException {
    String base64 = text(node, place);
    try {
      Bytes bytes = Bytes.fromBase64(base64);
      // Base64 can spell the same bytes in several ways: only the one that comes back is taken.
      if (bytes.toBase64().equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new EvidenceException(MALFORMED, "not base64", place, notBase64);
    }
    throw malformed(place, "not canonical base64 with padding");
  }

  private static String name(JsonNode node, String place) throws EvidenceException {
    String text = text(node, place);
    if (!CheckClaim.isName(text)) {
      throw malformed(place, "not 1 to " + Limits.NAME_CHARS_MAX + " printable ASCII characters");
    }
    return text;
  }

  private static String text(JsonNode node, String place) throws EvidenceException {
    String text = node.textValue();
    if (text == null) {
      throw malformed(place, "not a string");
    }
    return text;
  }

  static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static EvidenceException malformed(String place, String why) {
    return new EvidenceException(MALFORMED, why, place);
  }
}
